import type { CrlTemplate } from '../crl.js'
import { crlNumber, signCrl } from '../crl.js'
import type { Der } from '../der/der.js'
import { readElement } from '../der/read.js'
import { issuerAndSerial } from '../cades/signed-attributes.js'
import { authorityKeyIdentifier } from '../extensions.js'
import type { TestKey } from '../keys.js'
import type { OcspSingle, OcspTemplate } from '../ocsp.js'
import { ocspCertId, signOcspResponse } from '../ocsp.js'
import type { PathCa, PathCase } from './path-workshop.js'
import { pathValidationTime, PathWorkshop } from './path-workshop.js'

/** A path that is good in itself, with revocation evidence that may not be. */
export interface RevocationCase extends PathCase {
  readonly ocsp: readonly Uint8Array[]
  /** The nonce that was sent with the OCSP request. */
  readonly ocspNonce?: Uint8Array
}

/** Revocation evidence that proves nothing (or, as control, something): made on demand. */
export interface RevocationForgery {
  /** Kebab-case, unique, stable. */
  readonly id: string
  /** Row of the table of attacks in the project's guide. */
  readonly row: string
  readonly description: string
  /** What the evidence establishes about the signer's certificate; `not good` where revoked and unknown can both be argued. */
  readonly status: 'good' | 'revoked' | 'unknown' | 'not good'
  readonly make: () => Promise<RevocationCase>
}

/** What a case is made in. */
export interface RevocationScene {
  readonly workshop: PathWorkshop
  readonly root: PathCa
  readonly ca: PathCa
  readonly signer: PathCa
  readonly now: Date
}

const hourMs = 3_600_000

/** A date that many hours after the validation time. */
export function hours(count: number): Date {
  return new Date(pathValidationTime.getTime() + count * hourMs)
}

/** Root, CA and signer; `evidence` says what speaks about the signer. The root's CRL is always good. */
export function revocationForgery(
  id: string,
  row: string,
  description: string,
  status: RevocationForgery['status'],
  evidence: (scene: RevocationScene) => Promise<Partial<RevocationCase>> | Partial<RevocationCase>,
  flaws: {
    readonly ca?: Parameters<PathWorkshop['ca']>[2]
    readonly signer?: Parameters<PathWorkshop['leaf']>[1]
  } = {},
): RevocationForgery {
  const make = async (): Promise<RevocationCase> => {
    const workshop = new PathWorkshop()
    const root = await workshop.root()
    const ca = await workshop.ca('Path CA', root, flaws.ca)
    const signer = await workshop.leaf(ca, flaws.signer)
    const scene = { workshop, root, ca, signer, now: pathValidationTime }
    const made = await evidence(scene)
    const crls = [crlOf(root), ...(made.crls ?? [])]
    return { ...workshop.finish(root, signer, [ca]), ocsp: [], ...made, crls }
  }
  return { id, row, description, status, make }
}

/** A CRL of a CA: empty, an hour old, good for a day, unless told otherwise. */
export function crlOf(
  ca: Pick<PathCa, 'name' | 'key'>,
  changes: Partial<CrlTemplate> = {},
  key: TestKey = ca.key,
): Uint8Array {
  const template: CrlTemplate = {
    issuer: ca.name,
    thisUpdate: hours(-1),
    nextUpdate: hours(24),
    entries: [],
    extensions: [authorityKeyIdentifier(key.spki), crlNumber(1)],
    ...changes,
  }
  return signCrl(template, key)
}

/** Serial number of a certificate. */
export function serialNumberOf(certificate: Der): bigint {
  const { serial } = issuerAndSerial(certificate)
  return BigInt(`0x${Buffer.from(readElement(serial).content).toString('hex')}`)
}

/** A SingleResponse about the signer: good, an hour old, unless told otherwise. */
export function singleOf(scene: RevocationScene, changes: Partial<OcspSingle> = {}): OcspSingle {
  const issuer = { name: scene.ca.name, spki: scene.ca.key.spki }
  const certId = ocspCertId(issuer, serialNumberOf(scene.signer.certificate))
  const usual = { status: 'good', certId, thisUpdate: hours(-1), nextUpdate: hours(1) }
  return { ...usual, ...changes } as OcspSingle
}

/** An OCSP response by the CA itself, unless told otherwise. */
export function ocspOf(
  scene: RevocationScene,
  changes: Partial<OcspTemplate> = {},
  key: TestKey = scene.ca.key,
): Uint8Array {
  const template: OcspTemplate = {
    responderId: { byKey: key.spki },
    producedAt: hours(-1),
    responses: [singleOf(scene)],
    certificates: [],
    ...changes,
  }
  return signOcspResponse(template, key)
}
