import {
  type HeldTrustAnchor,
  hex,
  nameKey,
  type PinnedTrustAnchor,
  type TrustAnchor,
  type TrustAnchors,
} from '@chopmark/core'
import type { KnownCertificate, SearchContext } from '../decision-context.js'
import { keyIdOf } from '../key-id.js'
import { settled, type Steps } from '../revocation/steps.js'
import { traitsOf } from './certificate-traits.js'

/** A trust anchor that paths can end at. */
export interface UsableAnchor {
  /** As the policy lists it. */
  readonly listed: TrustAnchor
  /** Name and key; a pinned anchor becomes held by its certificate among the evidence. */
  readonly held: HeldTrustAnchor
  readonly nameKey: string
  readonly keyId: string
  /** The certificate it came in, when it came in one. */
  readonly certificate?: KnownCertificate
}

export interface Anchors {
  readonly usable: readonly UsableAnchor[]
  /** Pinned ones whose certificate is not at hand. */
  readonly absent: readonly PinnedTrustAnchor[]
}

const knownAnchors = new WeakMap<SearchContext, Map<TrustAnchors, Anchors>>()
/** What follows from a held anchor alone, across decisions. */
const heldAnchors = new WeakMap<HeldTrustAnchor, UsableAnchor>()

/** Sorts out which anchors of a list can be used with the evidence of this decision. */
export function* anchorsOf(list: TrustAnchors, context: SearchContext): Steps<Anchors> {
  let lists = knownAnchors.get(context)
  if (lists === undefined) {
    lists = new Map<TrustAnchors, Anchors>()
    knownAnchors.set(context, lists)
  }
  const before = lists.get(list)
  if (before !== undefined) return before
  const usable: UsableAnchor[] = []
  const absent: PinnedTrustAnchor[] = []
  for (const anchor of list) {
    if (anchor.kind === 'held') {
      usable.push(heldAnchors.get(anchor) ?? (yield* usableHeld(anchor, context)))
      continue
    }
    const certificate = context.certificates.withSha256(anchor.certificateSha256)
    if (certificate === undefined) absent.push(anchor)
    else usable.push(usablePinned(anchor, certificate))
  }
  const anchors = { usable, absent }
  lists.set(list, anchors)
  return anchors
}

function* usableHeld(anchor: HeldTrustAnchor, context: SearchContext): Steps<UsableAnchor> {
  const { certificate, name, subjectPublicKeyInfo } = anchor
  const keys = { nameKey: nameKey(name), keyId: keyIdOf(subjectPublicKeyInfo) }
  let usable: UsableAnchor = { listed: anchor, held: anchor, ...keys }
  if (certificate !== undefined) {
    const digest = yield* settled(context.crypto.digest('SHA-256', certificate.raw))
    const known: KnownCertificate = { certificate, sha256: hex(digest), traits: undefined }
    traitsOf(known).results.keeps = true
    usable = { ...usable, certificate: known }
  }
  heldAnchors.set(anchor, usable)
  return usable
}

function usablePinned(anchor: PinnedTrustAnchor, known: KnownCertificate): UsableAnchor {
  const { certificate } = known
  const { id, use, sandbox, certificatePolicies, recognition } = anchor
  const { subjectKey, keyId } = traitsOf(known)
  const held: HeldTrustAnchor = {
    kind: 'held',
    id,
    use,
    sandbox,
    certificatePolicies,
    recognition,
    name: certificate.subject,
    subjectPublicKeyInfo: certificate.subjectPublicKeyInfo,
    certificate,
  }
  return { listed: anchor, held, nameKey: subjectKey, keyId, certificate: known }
}
