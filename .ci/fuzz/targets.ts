import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, type Instant, parseCertificate, trustAnchors } from '@chopmark/core'
import {
  cmsForgeries,
  corporaFolder,
  createSandboxPki,
  forgeryMaterial,
  pathForgeries,
  revocationForgeries,
  timestampResponse,
} from '@chopmark/test-pki'
import { definePolicy, readCms, validateDocument } from '@chopmark/verify'
import { samplePayment } from '../../packages/core/src/transaction/transaction.test-support.js'
import { nodeCrypto } from '../../packages/server/src/crypto/node-crypto.js'
import {
  evidenceFile,
  writeEvidenceFile,
} from '../../packages/server/src/evidence/evidence-file.js'
import { certificateTarget, documentTarget, tokenTarget } from './decide-targets.js'
import { evidenceFileTarget } from './evidence-file-target.js'
import { makeMaterial, type Material, materialTime } from './material.js'
import { parseTargets } from './parse-targets.js'
import { pkcs12Target } from './pkcs12-target.js'
import { presentationTarget } from './presentation-target.js'
import type { Base, Target } from './target.js'

/** Files of the corpora above this size are measured, not mutated. */
const maxFileBytes = 0x1_0000

/**
 * All targets with what they start from: the fixed material of `makeMaterial`, test-pki's forgeries (whose keys, and so octets,
 * are new in each process) and, where they are there, the corpora.
 * @param options - `fixed`: the fixed material alone, for a run that is the same everywhere.
 */
export async function allTargets(options: { readonly fixed: boolean }): Promise<readonly Target[]> {
  const material = makeMaterial()
  const { root, ca, signer, second, responder, unit, rootCrl, caCrl, ocsp, token } = material
  const made = (id: string, ...parts: readonly Uint8Array[]): Base => ({ id, parts })
  const fresh = options.fixed ? none : await freshBases()
  const corpus = options.fixed ? () => [] : corpusBases
  const parties = Object.entries({ root, ca, signer, second, responder, unit })
  const certificates = [
    ...parties.map(([id, { certificate }]) => made(id, certificate)),
    ...fresh.certificates,
    ...corpus('certs', ['.der', '.crt', '.cer']),
    ...corpus('pkits/certs', ['.crt']),
  ]
  const crls = [
    ...[made('root CRL', rootCrl), made('CA CRL', caCrl), ...fresh.crls],
    ...[...corpus('crl', ['.der', '.crl']), ...corpus('pkits/crls', ['.crl'])],
  ]
  const { attached, detached, rich } = material
  const cms = [
    ...[made('attached', attached), made('detached', detached), made('rich', rich), ...fresh.cms],
    ...corpus('cms', ['.der', '.p7s', '.p7m', '.cms', '.bin']),
  ]
  const tsp = [
    made('response', timestampResponse(token)),
    ...corpus('tsp', ['.tsr', '.der', '.bin']),
  ]
  const texts = [
    made('PEM', pem(signer.certificate), pem(attached)),
    made('S/MIME', smime(material.content, detached)),
    ...corpus('certs', ['.pem']),
    ...corpus('cms', ['.pem', '.eml', '.msg', '.smime']),
  ]
  return [
    documentTarget(material),
    certificateTarget(material),
    tokenTarget(material),
    ...parseTargets({
      ...{ certificates, crls, cms, tsp, texts },
      ocsp: [made('OCSP', ocsp), ...fresh.ocsp, ...corpus('ocsp', ['.der', '.ors', '.resp'])],
    }),
    evidenceFileTarget([await fileBase(material)]),
    presentationTarget([transactionBase()]),
    pkcs12Target(material, corpus('pkcs12', ['.p12', '.pfx'])),
  ]
}

function transactionBase(): Base {
  const parts = [Buffer.from(canonicalJson(samplePayment)), new Uint8Array(12)]
  return { id: 'transaction', parts }
}

interface FreshBases {
  readonly certificates: readonly Base[]
  readonly crls: readonly Base[]
  readonly ocsp: readonly Base[]
  readonly cms: readonly Base[]
}

const none: FreshBases = { certificates: [], crls: [], ocsp: [], cms: [] }

async function freshBases(): Promise<FreshBases> {
  const certificates: Base[] = []
  const crls: Base[] = []
  const ocsp: Base[] = []
  const cms: Base[] = []
  const forgery = await forgeryMaterial(await createSandboxPki({ keyAlgorithm: 'P-256' }))
  for (const { id, make } of cmsForgeries) {
    const { signature } = await make(forgery)
    cms.push({ id: `forgery ${id}`, parts: [signature] })
  }
  for (const { id, make } of pathForgeries) {
    const { certificate, intermediates } = await make()
    const parts = [certificate, ...intermediates.slice(0, 2)]
    certificates.push({ id: `forgery ${id}`, parts })
  }
  for (const { id, make } of revocationForgeries) {
    const made = await make()
    if (made.crls.length > 0) crls.push({ id: `forgery ${id}`, parts: made.crls })
    if (made.ocsp.length > 0) ocsp.push({ id: `forgery ${id}`, parts: made.ocsp })
  }
  return { certificates, crls, ocsp, cms }
}

function corpusBases(folder: string, endings: readonly string[]): readonly Base[] {
  const corpora = corporaFolder()
  const path = corpora === null ? null : join(corpora, folder)
  if (path === null || !existsSync(path)) return []
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .sort()
    .filter((name) => statSync(join(path, name)).size <= maxFileBytes)
    .map((name) => ({
      id: `corpora ${folder}/${name}`,
      parts: [new Uint8Array(readFileSync(join(path, name)))],
    }))
}

function pem(der: Uint8Array): Uint8Array {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return Buffer.from(
    `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  )
}

function smime(content: Uint8Array, cms: Uint8Array): Uint8Array {
  const type =
    'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="b"'
  const body = Buffer.from(content).toString('latin1')
  const signature = Buffer.from(cms).toString('base64')
  const head = 'Content-Type: application/pkcs7-signature\nContent-Transfer-Encoding: base64'
  return Buffer.from(
    `MIME-Version: 1.0\nContent-Type: ${type}\n\n--b\n\n${body}\n--b\n${head}\n\n${signature}\n\n--b--\n`,
  )
}

async function fileBase(material: Material): Promise<Base> {
  const parsed = parseCertificate(material.root.certificate)
  if (!parsed.ok) throw new RangeError('The fixed root is no certificate.')
  const { subject: name, subjectPublicKeyInfo } = parsed.value
  const held = { kind: 'held', id: 'fuzz/root', use: 'signing', sandbox: true } as const
  const policy = definePolicy({
    id: 'fuzz',
    trustAnchors: trustAnchors([
      { ...held, certificatePolicies: 'any', recognition: [], name, subjectPublicKeyInfo },
    ]),
    requireRecognition: false,
  })
  const validationTime = materialTime.getTime() as Instant
  const evidence = {
    document: readCms(material.attached),
    items: [
      { kind: 'crl', bytes: material.rootCrl } as const,
      { kind: 'ocsp', bytes: material.ocsp, obtainedAt: validationTime } as const,
    ],
  }
  const report = await validateDocument(evidence, policy, validationTime, { crypto: nodeCrypto() })
  const signature = material.attached
  const file = evidenceFile({ signature, evidence, policy, validationTime, report })
  return { id: 'evidence file', parts: [writeEvidenceFile(file), new Uint8Array(12)] }
}
