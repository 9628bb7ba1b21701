import * as pki from '@chopmark/test-pki'
import { opensslCrl } from './openssl-crl.js'

/** What is parsed: made afresh for each run, by software that is not under test. */
export interface Inputs {
  readonly certificate: Uint8Array<ArrayBuffer>
  readonly cms: Uint8Array<ArrayBuffer>
  /** 50,000 entries, each with a reasonCode. */
  readonly crl: Uint8Array
  /** Contents octets of the serial number of the last entry. */
  readonly lastSerialNumber: Uint8Array
}

const entryCount = 50_000

/** Makes a certificate in the layout of an e-Cert, a CMS signature with it (2 KB), and a CRL of 2.5 MB. */
export async function makeInputs(): Promise<Inputs> {
  const key = await pki.generateTestKey('RSA-2048')
  const issuer = pki.distinguishedName(
    ['C', 'HK'],
    ['O', 'Sandbox Post'],
    ['CN', 'Sandbox e-Cert CA'],
  )
  const day = (iso: string): Date => new Date(`${iso}T00:00:00Z`)
  const certificate = pki.signCertificate(
    {
      serialNumber: pki.randomSerialNumber(),
      issuer,
      subject: pki.distinguishedName(
        ['C', 'HK'],
        ['O', 'Sandbox Post e-Cert (Personal)'],
        ['OU', '0001797183'],
        ['CN', 'CHAN Tai Man'],
        ['E', 'chan.taiman@example.hk'],
      ),
      notBefore: day('2026-01-01'),
      notAfter: day('2029-01-01'),
      spki: key.spki,
      extensions: [
        pki.basicConstraints(false),
        pki.keyUsage(['digitalSignature', 'nonRepudiation']),
        pki.certificatePolicies(['1.3.6.1.4.1.16030.1.1'], 'http://www.example.hk/cps'),
        pki.subjectKeyIdentifier(key.spki),
        pki.authorityKeyIdentifier(key.spki),
        pki.crlDistributionPoints(['http://crl.example.hk/e-cert.crl']),
        pki.subjectAltName([pki.generalName.email('chan.taiman@example.hk')]),
      ],
    },
    key,
  )
  const cms = pki.writeSignedData({
    contentType: '1.2.840.113549.1.7.1',
    content: new TextEncoder().encode('content of no great length'),
    certificates: [certificate],
    signers: [
      {
        certificate,
        key,
        attributes: (standard) => [
          ...standard,
          pki.signingCertificateV2([pki.essCertIdV2(certificate)]),
        ],
      },
    ],
  })
  const serials = Array.from({ length: entryCount }, (_, i) =>
    ((0x40n << 120n) + BigInt(i) * 0x9e37_79b9_7f4a_7c15n).toString(16).toUpperCase(),
  )
  const lastSerialNumber = new Uint8Array(Buffer.from(serials.at(-1) ?? '', 'hex'))
  return {
    certificate: new Uint8Array(certificate),
    cms: new Uint8Array(cms),
    crl: opensslCrl(serials),
    lastSerialNumber,
  }
}
