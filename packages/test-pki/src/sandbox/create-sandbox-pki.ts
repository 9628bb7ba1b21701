import { signCertificate, randomSerialNumber } from '../certificate.js'
import type { Der } from '../der/der.js'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  keyIdentifier,
  keyUsage,
  subjectKeyIdentifier,
} from '../extensions.js'
import type { KeyAlgorithm, TestKey } from '../keys.js'
import { generateTestKey } from '../keys.js'
import { SandboxAuthority } from './authority.js'
import { serialHex } from './issued-certificate.js'
import { sandboxCaCommonName, sandboxName, sandboxRootCommonName } from './names.js'
import { SandboxFolder } from './sandbox-folder.js'
import { SandboxPki } from './sandbox-pki.js'
import { SandboxState } from './sandbox-state.js'

export interface SandboxOptions {
  /** Default the system's. Every time in what the sandbox makes comes from here. */
  readonly clock?: () => Date
  /** Of root and CA when they are made; default RSA-2048. Kept keys stay what they are. */
  readonly keyAlgorithm?: KeyAlgorithm
  /** Keeps keys, CA certificates and revocations here (0700, files 0600), so that a restart finds the same CA. */
  readonly folder?: string
  /** Start of the addresses in its certificates, without a slash at the end. Default `http://127.0.0.1:3980`. */
  readonly baseUrl?: string
}

/** Where a sandbox publishes unless told otherwise. */
export const defaultBaseUrl = 'http://127.0.0.1:3980'

/**
 * Makes, or with `folder` finds again, a root and a CA that issue certificates laid out like Hongkong Post's and say
 * in every name that they are a sandbox.
 */
export async function createSandboxPki(options: SandboxOptions = {}): Promise<SandboxPki> {
  const clock = options.clock ?? ((): Date => new Date())
  const algorithm = options.keyAlgorithm ?? 'RSA-2048'
  const folder = options.folder === undefined ? null : new SandboxFolder(options.folder)
  const makeKey = (name: string): Promise<TestKey> =>
    folder?.key(name, algorithm) ?? generateTestKey(algorithm)
  const [rootKey, caKey] = await Promise.all([makeKey('root'), makeKey('ca')])
  const state = new SandboxState(folder)
  let baseUrl = options.baseUrl ?? defaultBaseUrl

  const context = { clock, state, baseUrl: (): string => baseUrl }
  const root = new SandboxAuthority(
    'root',
    {
      crlName: 'SandboxRootCA1ARL',
      name: sandboxName(sandboxRootCommonName),
      key: rootKey,
      certificate: kept(folder, 'root.crt', [rootKey.spki], () =>
        rootCertificate(rootKey, clock()),
      ),
    },
    context,
  )
  const caMarks = [caKey.spki, keyIdentifier(rootKey.spki)]
  const issueCa = (): Der => {
    const serialNumber = randomSerialNumber()
    root.noteIssued(serialHex(serialNumber), root.crlName)
    return caCertificate({ rootKey, caKey, root, serialNumber, now: clock(), baseUrl })
  }
  const ca = new SandboxAuthority(
    'ca',
    {
      crlName: 'SandboxECertCA1',
      name: sandboxName(sandboxCaCommonName),
      key: caKey,
      certificate: kept(folder, `ca-${hostPart(baseUrl)}.crt`, caMarks, issueCa),
    },
    context,
  )
  const rebase = (url: string): void => {
    if (url === baseUrl) return
    baseUrl = url
    ca.replaceCertificate(kept(folder, `ca-${hostPart(url)}.crt`, caMarks, issueCa))
  }
  return new SandboxPki({ root, ca, clock, baseUrl: () => baseUrl, rebase })
}

function rootCertificate(key: TestKey, now: Date): Der {
  const name = sandboxName(sandboxRootCommonName)
  return signCertificate(
    {
      serialNumber: randomSerialNumber(),
      issuer: name,
      subject: name,
      ...validity(now, 20),
      spki: key.spki,
      extensions: [
        basicConstraints(true),
        keyUsage(['digitalSignature', 'nonRepudiation', 'keyCertSign', 'cRLSign']),
        subjectKeyIdentifier(key.spki),
      ],
    },
    key,
  )
}

function caCertificate(made: {
  readonly rootKey: TestKey
  readonly caKey: TestKey
  readonly root: SandboxAuthority
  readonly serialNumber: bigint
  readonly now: Date
  readonly baseUrl: string
}): Der {
  return signCertificate(
    {
      serialNumber: made.serialNumber,
      issuer: made.root.name,
      subject: sandboxName(sandboxCaCommonName),
      ...validity(made.now, 15),
      spki: made.caKey.spki,
      extensions: [
        authorityKeyIdentifier(made.rootKey.spki),
        subjectKeyIdentifier(made.caKey.spki),
        basicConstraints(true, 0),
        keyUsage(['digitalSignature', 'nonRepudiation', 'keyCertSign', 'cRLSign']),
        certificatePolicies(['2.5.29.32.0'], `${made.baseUrl}/cps`),
        crlDistributionPoints([made.root.crlUrl()]),
        authorityInfoAccess({ caIssuers: made.root.certificateUrl() }),
      ],
    },
    made.rootKey,
  )
}

/** From a day before `now`, so that tests around it find the CA valid. */
function validity(now: Date, years: number): { readonly notBefore: Date; readonly notAfter: Date } {
  const notBefore = new Date(now.getTime() - 24 * 3_600_000)
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years)
  return { notBefore, notAfter }
}

/** The kept certificate if it is of these keys (a folder may have been cleared by halves), else a new one. */
function kept(
  folder: SandboxFolder | null,
  file: string,
  marks: readonly Uint8Array[],
  make: () => Uint8Array,
): Uint8Array {
  const found = folder?.read(file) ?? null
  if (found !== null && marks.every((mark) => found.includes(Buffer.from(mark))))
    return new Uint8Array(found)
  const made = make()
  folder?.write(file, made)
  return made
}

function hostPart(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/[^A-Za-z0-9.]+/g, '-')
}
