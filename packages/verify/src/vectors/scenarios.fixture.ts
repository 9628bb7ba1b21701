import { createHash } from 'node:crypto'
import { base64url, contentIdentifier, type SignatureRequest } from '@chopmark/core'
import {
  type CadesMessage,
  cmsForgeries,
  counterSignature,
  crlNumber,
  deltaCrlIndicator,
  type ForgeryMaterial,
  type IssuedCertificate,
  pathForgeries,
  sandboxCertificateProfiles,
  shown,
  signCades,
  type SignedAttribute,
  unknownExtension,
} from '@chopmark/test-pki'
import { moreScenarios } from './more-scenarios.fixture.js'
import { timeStampScenarios } from './time-stamp-scenarios.fixture.js'
import type { VectorCase, VectorItem } from './vector.fixture.js'

/** A case whose files are still bytes. */
export interface Scenario {
  readonly shows: string
  readonly case: VectorCase
}

/** Keeps bytes under a name and answers the name. */
export type Keep = (bytes: Uint8Array) => string

const dayMs = 86_400_000
const iso = (date: Date): string => date.toISOString()

/** Every signature and path from which vectors are taken; made by test-pki, never by our own writer. */
export async function scenarios(material: ForgeryMaterial, keep: Keep): Promise<Scenario[]> {
  const { pki, signer, content } = material
  const now = pki.clock()
  const anchor = {
    file: keep(pki.root.certificate),
    sandbox: true,
    recognition: [
      {
        status: 'recognised' as const,
        from: iso(pki.rootNotBefore),
        source: 'sandbox',
        readOn: '2026-01-01',
      },
    ],
  }
  const crls = (bytes: readonly Uint8Array[]): VectorItem[] =>
    bytes.map((crl) => ({ kind: 'crl', file: keep(crl) }))
  const crlOf = (one: IssuedCertificate) =>
    pki.ca.crl(one.crlName === null ? {} : { name: one.crlName })
  const good = () => crls([pki.root.crl(), crlOf(signer)])
  const base = { anchor, items: good(), policy: {}, validationTime: iso(now) }
  const signed = (options: Partial<CadesMessage> = {}): string =>
    keep(signCades({ signer, content, signingTime: now, ...options }))
  const found: Scenario[] = []
  const add = (shows: string, one: Partial<VectorCase>): void => {
    found.push({ shows, case: { ...base, ...one } })
  }

  for (const { id, make } of cmsForgeries) {
    const made = await make(material)
    add(id, {
      signature: keep(made.signature),
      ...(made.detached && { content: keep(made.content) }),
      items: crls(made.crls),
    })
  }

  // What a request asks, and each way to miss it.
  const request = requestFor(material)
  const identifier = identifierOf(request)
  const answering = { contentIdentifier: identifier, commitment: 5 as const }
  const requested = (
    shows: string,
    change: Partial<SignatureRequest>,
    options: Partial<CadesMessage> = {},
  ) => {
    add(shows, {
      signature: signed({ ...answering, ...options }),
      request: { ...request, ...change },
      policy: { certificateProfiles: sandboxCertificateProfiles },
    })
  }
  requested('request-answered', {})
  requested('request-other-document', {
    document: {
      ...request.document,
      digest: base64url(createHash('sha256').update('other').digest()),
    },
  })
  requested('request-other-size', { document: { ...request.document, sizeBytes: 1 } })
  requested('request-other-digest-algorithm', {}, { digest: 'SHA-384' })
  requested('request-other-packaging', { packaging: 'detached' })
  requested('request-other-origin', { origin: 'https://evil.example' })
  requested('request-without-identifier', {}, { contentIdentifier: new Uint8Array(1) })
  requested('request-other-commitment', { commitmentType: 'proofOfReceipt' })
  const seen = (extent: 0 | 1 | undefined, sha256 = textShownSha256(content)) => {
    const by = { renderer: 'chopmark/text', version: '1', sha256 }
    const attribute = shown('en', extent === undefined ? undefined : { extent, ...by })
    return { attributes: (standard: readonly SignedAttribute[]) => [...standard, attribute] }
  }
  requested('request-shown-whole', { shown: 'whole' }, seen(0))
  requested('request-without-shown', { shown: 'whole' })
  requested('request-shown-in-part', { shown: 'whole' }, seen(1))
  requested('request-not-shown', { shown: 'whole' }, seen(undefined))
  requested('request-shown-otherwise', {}, seen(0, new Uint8Array(32)))
  requested('request-expired', { expiresAt: request.createdAt })
  requested('request-other-profile', { signer: { profiles: ['sandbox/bank-cert'] } })
  requested('request-other-person', { signer: { subject: { '2.5.4.3': 'WONG SIU MING' } } })
  const second = await pki.issue('e-cert-personal', { name: 'LEE TAI MAN' })
  requested(
    'request-two-signers',
    {},
    { coSigners: [{ signer: second, ...answering, signingTime: now }] },
  )
  // One more signature, over the first: made by somebody else, by the same person, for another request.
  const cosign = {
    as: 'counter',
    signatureId: 'earlier',
    signatureSha256: base64url(new Uint8Array(32)),
    anotherPerson: true,
  } as const
  const counterSigned = (by: IssuedCertificate, contentIdentifier = identifier) => ({
    contentIdentifier: new Uint8Array(65).fill(1),
    certificates: [signer, by].flatMap(({ certificate, chain }) => [certificate, ...chain]),
    unsignedAttributes: (value: Uint8Array) => [
      counterSignature(value, { ...answering, signer: by, signingTime: now, contentIdentifier }),
    ],
  })
  requested('cosign-counter-by-another', { cosign, signer: {} }, counterSigned(second))
  requested('cosign-counter-by-the-same', { cosign, signer: {} }, counterSigned(signer))
  requested(
    'cosign-counter-for-another-request',
    { cosign },
    counterSigned(second, new Uint8Array(65)),
  )
  const tagged = Uint8Array.from(signCades({ signer, content, signingTime: now }))
  // The tag stands two octets before the content, whose length takes one.
  tagged[Buffer.from(tagged).indexOf(content) - 2] = 0x0c
  add('content-under-another-tag', { signature: keep(tagged) })
  add('detached-without-content', { signature: signed({ detached: true }) })

  // Whom and what the policy accepts.
  const profiled = { certificateProfiles: sandboxCertificateProfiles }
  const encipherment = await pki.issue('e-cert-encipherment', { keyUsage: ['digitalSignature'] })
  add('profile-accepted', { signature: signed(), policy: profiled })
  add('profile-not-accepted', {
    signature: signed(),
    policy: { ...profiled, acceptedProfiles: ['sandbox/bank-cert'] },
  })
  add('profile-signing-forbidden', {
    signature: signed({ signer: encipherment }),
    items: crls([pki.root.crl(), crlOf(encipherment)]),
    policy: profiled,
  })
  add('sandbox-certificate-under-real-anchor', {
    signature: signed(),
    anchor: { ...anchor, sandbox: false },
  })
  add('not-recognised', { signature: signed(), anchor: { ...anchor, recognition: [] } })
  add('signature-policy-accepted', {
    signature: signed({ attributes: (standard) => [...standard, policyAttribute()] }),
    policy: { signature: { signaturePolicies: ['2.999.7'] } },
  })
  add('signature-policy-unknown', {
    signature: signed({ attributes: (standard) => [...standard, policyAttribute()] }),
  })

  // Time and revocation of the signer.
  add('signer-expired', {
    signature: signed(),
    validationTime: iso(new Date(now.getTime() + 4 * 365 * dayMs)),
  })
  add('signer-expired-by-request', await expiredByRequest(material, keep, crls))
  add('signature-before-certificate', {
    signature: signed(),
    validationTime: iso(new Date(now.getTime() - 30 * dayMs)),
  })
  await addRevoked(material, { add, keep, crls, signed })
  await addRevocationSources(material, { add, keep, crls, signed })

  found.push(...(await moreScenarios(material, base, keep)))
  found.push(...(await timeStampScenarios(material, base, keep)))
  for (const { id, make } of pathForgeries) {
    const made = await make()
    found.push({
      shows: id,
      case: {
        certificate: keep(made.certificate),
        items: [
          ...made.intermediates.map((bytes) => ({
            kind: 'certificate' as const,
            file: keep(bytes),
          })),
          ...crls(made.crls),
        ],
        anchor: { file: keep(made.anchor), sandbox: true, recognition: [] },
        policy: {},
        validationTime: iso(made.validationTime),
      },
    })
  }
  return found
}

interface Tools {
  readonly add: (shows: string, one: Partial<VectorCase>) => void
  readonly keep: Keep
  readonly crls: (bytes: readonly Uint8Array[]) => VectorItem[]
  readonly signed: (options?: Partial<CadesMessage>) => string
}

async function addRevoked(material: ForgeryMaterial, { add, crls, signed }: Tools): Promise<void> {
  const { pki } = material
  const now = pki.clock()
  const revoked = await pki.issue('e-cert-personal', { name: 'HO REVOKED' })
  pki.ca.revoke(revoked.serialNumber, 'keyCompromise', new Date(now.getTime() - 3_600_000))
  const items = crls([
    pki.root.crl(),
    pki.ca.crl(revoked.crlName === null ? {} : { name: revoked.crlName }),
  ])
  add('signer-revoked', { signature: signed({ signer: revoked }), items })
  const request = requestFor(material)
  const identifier = identifierOf(request)
  const answering = { signer: revoked, contentIdentifier: identifier, commitment: 5 as const }
  add('signed-after-revocation-by-request', { signature: signed(answering), items, request })
  const before = { ...request, createdAt: iso(new Date(now.getTime() - 2 * 3_600_000)) }
  add('revoked-after-request-was-made', {
    signature: signed({ ...answering, contentIdentifier: identifierOf(before) }),
    items,
    request: before,
  })
}

async function addRevocationSources(
  { pki, signer }: ForgeryMaterial,
  { add, keep, crls, signed }: Tools,
): Promise<void> {
  const now = pki.clock()
  const later = (ms: number): Date => new Date(now.getTime() + ms)
  const signature = signed()
  const root = pki.root.crl()
  const crl = (options: Parameters<typeof pki.ca.crl>[0] = {}): Uint8Array =>
    pki.ca.crl({ ...(signer.crlName !== null && { name: signer.crlName }), ...options })
  const withCrl = (shows: string, ...bytes: readonly Uint8Array[]): void => {
    add(shows, { signature, items: crls([root, ...bytes]) })
  }
  withCrl('no-crl')
  withCrl('crl-expired', crl({ thisUpdate: later(-3 * dayMs), nextUpdate: later(-2 * dayMs) }))
  withCrl('crl-of-other-partition', pki.ca.crl({ name: 'sandbox-other' }))
  withCrl(
    'crl-unknown-critical',
    crl({ extensions: (standard) => [...standard, unknownExtension(true)] }),
  )
  withCrl('crl-delta-alone', crl({ extensions: (standard) => [...standard, deltaCrlIndicator(1)] }))
  const number = Math.floor(now.getTime() / 1000)
  withCrl(
    'crl-delta-with-base',
    crl({ number }),
    crl({
      extensions: (standard) => [
        ...standard.filter(({ oid }) => oid !== '2.5.29.20'),
        crlNumber(number + 1),
        deltaCrlIndicator(number),
      ],
    }),
  )
  withCrl('crl-wrong-key', crl({ key: (await pki.issue('e-cert-personal', {})).key }))
  add('crl-does-not-cover-expired', {
    signature,
    items: crls([root, crl({ thisUpdate: later(4 * 365 * dayMs) })]),
    validationTime: iso(later(4 * 365 * dayMs + 1000)),
  })
  const ocsp = async (
    shows: string,
    options: Parameters<typeof pki.ocsp>[1] = {},
    about: IssuedCertificate = signer,
    nonce?: string,
  ): Promise<void> => {
    const bytes = await pki.ocsp([about], options)
    const item = { kind: 'ocsp' as const, file: keep(bytes), ...(nonce !== undefined && { nonce }) }
    add(shows, { signature, items: [...crls([root]), item] })
  }
  const other = await pki.issue('e-cert-personal', { name: 'CHEUNG OTHER' })
  const nonce = new Uint8Array(16).fill(7)
  await ocsp('ocsp-good')
  await ocsp('ocsp-with-nonce', { nonce }, signer, Buffer.from(nonce).toString('hex'))
  await ocsp('ocsp-other-nonce', { nonce }, signer, '00'.repeat(16))
  await ocsp('ocsp-unknown', { status: { status: 'unknown' } })
  await ocsp('ocsp-other-certificate', {}, other)
  await ocsp('ocsp-expired', { producedAt: later(-dayMs), nextUpdate: later(-dayMs / 2) })
  await ocsp('ocsp-responder-without-purpose', { responder: other })
}

async function expiredByRequest(
  material: ForgeryMaterial,
  keep: Keep,
  crls: (bytes: readonly Uint8Array[]) => VectorItem[],
): Promise<Partial<VectorCase>> {
  const { pki, content } = material
  const now = pki.clock()
  const expired = await pki.issue('e-cert-personal', {
    name: 'LAM EXPIRED',
    notBefore: new Date(now.getTime() - 10 * dayMs),
    notAfter: new Date(now.getTime() - dayMs),
  })
  const request = requestFor(material)
  const identifier = identifierOf(request)
  const signature = signCades({
    signer: expired,
    content,
    signingTime: now,
    contentIdentifier: identifier,
    commitment: 5,
  })
  const name = expired.crlName
  return {
    signature: keep(signature),
    request,
    items: crls([pki.root.crl(), pki.ca.crl(name === null ? {} : { name })]),
  }
}

function requestFor({ pki, content }: ForgeryMaterial): SignatureRequest {
  const now = pki.clock().getTime()
  const text = { en: 'Sandbox', 'zh-Hant-HK': '測試', 'zh-Hans-HK': '测试' }
  return {
    version: 1,
    id: 'vector-request',
    nonce: base64url(new Uint8Array(32).fill(9)),
    origin: 'https://portal.example',
    requester: text,
    purpose: text,
    document: {
      name: 'form.txt',
      mediaType: 'text/plain',
      sizeBytes: content.length,
      digestAlgorithm: 'SHA-256',
      digest: base64url(createHash('sha256').update(content).digest()),
    },
    packaging: 'attached',
    commitmentType: 'proofOfApproval',
    signer: { profiles: ['sandbox/e-cert-personal'], subject: { '2.5.4.3': 'CHAN TAI MAN' } },
    createdAt: iso(new Date(now - 60_000)),
    expiresAt: iso(new Date(now + 600_000)),
    sandbox: true,
  }
}

function identifierOf({ nonce, origin }: SignatureRequest): Uint8Array {
  const originSha256 = createHash('sha256').update(origin).digest()
  return contentIdentifier(Buffer.from(nonce, 'base64url'), originSha256)
}

/** Digest of a plain text as `chopmark/text` shows it, written out by hand: RFC 8785 sorts the keys. */
function textShownSha256(content: Uint8Array): Uint8Array {
  const text = JSON.stringify(new TextDecoder().decode(content))
  const body = `{"kind":"text","text":${text}}`
  const all = `{"body":${body},"extent":"whole","locale":"en","renderer":"chopmark/text","version":"1"}`
  return createHash('sha256').update(all).digest()
}

/** signature-policy-identifier naming 2.999.7 with an empty hash. */
function policyAttribute() {
  const value = Uint8Array.from([0x30, 0x05, 0x06, 0x03, 0x88, 0x37, 0x07])
  return { oid: '1.2.840.113549.1.9.16.2.15', values: [value] }
}
