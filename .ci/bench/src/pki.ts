import * as pki from '@chopmark/test-pki'

/** A CA with what it signs. */
export interface Authority {
  readonly name: Uint8Array
  readonly key: pki.TestKey
  readonly certificate: Uint8Array
}

/** A chain of three in the making: root, CA, and as many signers as are asked for. */
export interface Pki {
  readonly algorithm: pki.KeyAlgorithm
  readonly root: Authority
  readonly ca: Authority
  readonly responder: Authority
  /** Of the root and of the CA; three entries each. */
  readonly crls: readonly [Uint8Array, Uint8Array]
  readonly now: Date
}

export interface Signer {
  readonly certificate: Uint8Array
  readonly chain: readonly Uint8Array[]
  readonly key: pki.TestKey
  /** The CA's responder says that this certificate is good. */
  readonly ocsp: Uint8Array
}

/** One detached signature and what it is over. */
export interface SignedFile {
  readonly content: Uint8Array<ArrayBuffer>
  readonly cms: Uint8Array<ArrayBuffer>
  readonly ocsp: Uint8Array
}

const dayMs = 86_400_000
const hourMs = 3_600_000

const name = (commonName: string): Uint8Array =>
  pki.distinguishedName(['C', 'HK'], ['O', 'Bench Post'], ['CN', commonName])

function certify(
  issuer: Omit<Authority, 'certificate'>,
  subject: Omit<Authority, 'certificate'>,
  now: Date,
  extensions: readonly pki.Extension[],
): Uint8Array {
  return pki.signCertificate(
    {
      serialNumber: pki.randomSerialNumber(),
      issuer: issuer.name,
      subject: subject.name,
      notBefore: new Date(now.getTime() - 30 * dayMs),
      notAfter: new Date(now.getTime() + 300 * dayMs),
      spki: subject.key.spki,
      extensions: [
        ...extensions,
        pki.subjectKeyIdentifier(subject.key.spki),
        pki.authorityKeyIdentifier(issuer.key.spki),
      ],
    },
    issuer.key,
  )
}

const caExtensions = (): pki.Extension[] => [
  pki.basicConstraints(true),
  pki.keyUsage(['keyCertSign', 'cRLSign']),
]

/** A CRL with these entries, an hour old. */
export function crlOf(
  issuer: Authority,
  now: Date,
  entries: readonly pki.RevokedEntry[],
): Uint8Array {
  return pki.signCrl(
    {
      issuer: issuer.name,
      thisUpdate: new Date(now.getTime() - hourMs),
      nextUpdate: new Date(now.getTime() + dayMs),
      entries,
      extensions: [pki.authorityKeyIdentifier(issuer.key.spki), pki.crlNumber(7)],
    },
    issuer.key,
  )
}

/** Makes root and CA; whole seconds, so that every candidate is told the same time. */
export async function makePki(algorithm: pki.KeyAlgorithm): Promise<Pki> {
  const now = new Date(Math.floor(Date.now() / 1000) * 1000)
  const rootSelf = { name: name('Bench Root'), key: await pki.generateTestKey(algorithm) }
  const root = { ...rootSelf, certificate: certify(rootSelf, rootSelf, now, caExtensions()) }
  const caSelf = { name: name('Bench CA'), key: await pki.generateTestKey(algorithm) }
  const ca = {
    ...caSelf,
    certificate: certify(root, caSelf, now, [
      ...caExtensions(),
      pki.crlDistributionPoints(['http://crl.example.hk/root.crl']),
    ]),
  }
  const responderSelf = { name: name('Bench OCSP'), key: await pki.generateTestKey(algorithm) }
  const responder = {
    ...responderSelf,
    certificate: certify(ca, responderSelf, now, [
      pki.keyUsage(['digitalSignature']),
      pki.extKeyUsage([pki.extKeyUsageOids.ocspSigning]),
      pki.ocspNocheck(),
    ]),
  }
  const date = new Date(now.getTime() - 10 * dayMs)
  const entries = (): pki.RevokedEntry[] =>
    Array.from({ length: 3 }, () => ({
      serialNumber: pki.randomSerialNumber(),
      date,
      reason: 'superseded' as const,
    }))
  const crls = [crlOf(root, now, entries()), crlOf(ca, now, entries())] as const
  return { algorithm, root, ca, responder, crls, now }
}

/** Issues a certificate as e-Certs are laid out, with a key of its own. */
export async function makeSigner(at: Pki, index: number): Promise<Signer> {
  const { ca, responder, now } = at
  const key = await pki.generateTestKey(at.algorithm)
  const serialNumber = pki.randomSerialNumber()
  const certificate = pki.signCertificate(
    {
      serialNumber,
      issuer: ca.name,
      subject: pki.distinguishedName(
        ['C', 'HK'],
        ['O', 'Bench Post e-Cert (Personal)'],
        ['OU', String(1_797_183 + index).padStart(10, '0')],
        ['CN', 'CHAN Tai Man'],
        ['E', 'chan.taiman@example.hk'],
      ),
      notBefore: new Date(now.getTime() - 20 * dayMs),
      notAfter: new Date(now.getTime() + 200 * dayMs),
      spki: key.spki,
      extensions: [
        pki.basicConstraints(false),
        pki.keyUsage(['digitalSignature', 'nonRepudiation']),
        pki.certificatePolicies(['1.3.6.1.4.1.16030.1.1'], 'http://www.example.hk/cps'),
        pki.crlDistributionPoints(['http://crl.example.hk/e-cert.crl']),
        pki.authorityInfoAccess({ ocsp: 'http://ocsp.example.hk/' }),
        pki.subjectAltName([pki.generalName.email('chan.taiman@example.hk')]),
        pki.subjectKeyIdentifier(key.spki),
        pki.authorityKeyIdentifier(ca.key.spki),
      ],
    },
    ca.key,
  )
  const ocsp = pki.signOcspResponse(
    {
      responderId: { byName: responder.name },
      producedAt: new Date(now.getTime() - hourMs),
      responses: [
        {
          status: 'good',
          certId: pki.ocspCertId({ name: ca.name, spki: ca.key.spki }, serialNumber),
          thisUpdate: new Date(now.getTime() - hourMs),
          nextUpdate: new Date(now.getTime() + dayMs),
        },
      ],
      certificates: [responder.certificate],
    },
    responder.key,
  )
  return { certificate, chain: [ca.certificate], key, ocsp }
}

const contentBytes = 10 * 1024

/** A document of 10 KB of its own, and its detached CAdES-B signature with the signer's chain. */
export function signFile(at: Pki, signer: Signer, index: number): SignedFile {
  const content = new Uint8Array(contentBytes)
  for (let i = 0; i < contentBytes; i++) content[i] = (i * 31 + index * 17) & 0xff
  new DataView(content.buffer).setUint32(0, index)
  const cms = pki.signCades({ signer, content, detached: true, signingTime: at.now })
  return { content, cms: new Uint8Array(cms), ocsp: signer.ocsp }
}
