import { hex, nameKey } from '@chopmark/core'
import type { CertificateStore, KnownCertificate } from './decision-context.js'

const none: readonly never[] = []

/** A piece of evidence; an answer to one nonce is another than the same answer to another, and a bad CRL than a bad certificate. */
interface Piece {
  readonly sha256: string
  readonly kind?: string
  readonly requestNonce?: Uint8Array
}

/** Each piece once, by digest, so that no order of arrival shows in a report. */
export function arranged<T extends Piece>(known: readonly T[]): readonly T[] {
  let last: T | undefined
  let inOrder = true
  for (const one of known) {
    if (last !== undefined && last.sha256 >= one.sha256) inOrder = false
    last = one
  }
  if (inOrder) return known
  const sorted = [...known].sort(byDigest)
  return sorted.filter((one, at) => at === 0 || byDigest(sorted[at - 1] as T, one) !== 0)
}

function byDigest(a: Piece, b: Piece): number {
  if (a.sha256 !== b.sha256) return a.sha256 < b.sha256 ? -1 : 1
  const [taken, other] = [takenAs(a), takenAs(b)]
  return taken === other ? 0 : taken < other ? -1 : 1
}

function takenAs({ kind = '', requestNonce }: Piece): string {
  return requestNonce === undefined ? kind : hex(requestNonce)
}

/** Up to here names are compared one after another, which is quicker than a map for one decision. */
const fewCertificates = 8

/** The certificates, each once, to be asked for by name. */
export function certificateStore(certificates: readonly KnownCertificate[]): CertificateStore {
  const all = arranged(certificates)
  let bySubject: ReadonlyMap<string, readonly KnownCertificate[]> | undefined
  return {
    withSubject: (name) => {
      const key = nameKey(name)
      if (all.length <= fewCertificates) return ofSubject(all, key)
      bySubject ??= arrangedBySubject(all)
      return bySubject.get(key) ?? none
    },
    withSha256: (sha256) => all.find((known) => known.sha256 === sha256),
    all: () => all,
  }
}

function ofSubject(all: readonly KnownCertificate[], key: string): readonly KnownCertificate[] {
  const namesakes: KnownCertificate[] = []
  for (const known of all) if (nameKey(known.certificate.subject) === key) namesakes.push(known)
  return namesakes
}

function arrangedBySubject(
  all: readonly KnownCertificate[],
): ReadonlyMap<string, readonly KnownCertificate[]> {
  const bySubject = new Map<string, KnownCertificate[]>()
  for (const known of all) {
    const key = nameKey(known.certificate.subject)
    const namesakes = bySubject.get(key)
    if (namesakes === undefined) bySubject.set(key, [known])
    else namesakes.push(known)
  }
  return bySubject
}
