import { der } from '../der/der.test-support.js'

/** The parts of a certificate in the notation of `der`; each can be replaced. */
export interface CertificateParts {
  readonly version: string
  readonly serialNumber: string
  readonly tbsAlgorithm: string
  readonly issuer: string
  readonly notBefore: string
  readonly notAfter: string
  readonly subject: string
  readonly spki: string
  /** What follows the key: unique ids, extensions. */
  readonly rest: string
  readonly algorithm: string
  readonly signature: string
  readonly behind: string
}

const ed25519 = '30{ 06{2b6570} }'

/** CN as UTF8String. */
export function commonName(text: string): string {
  return `30{ 31{ 30{ 06{550403} 0c{"${text}"} } } }`
}

/** `[3] EXPLICIT Extensions` of whole extensions. */
export function extensionsOf(...extensions: readonly string[]): string {
  return `a3{ 30{ ${extensions.join(' ')} } }`
}

/** One extension; `oid` and `value` in hexadecimal notation. */
export function extensionOf(oid: string, value: string, critical = false): string {
  return `30{ 06{${oid}} ${critical ? '0101ff' : ''} 04{ ${value} } }`
}

/** A well-formed version-3 certificate with a meaningless key and signature, some parts replaced. */
export function certificateBytes(parts: Partial<CertificateParts> = {}): Uint8Array {
  const whole: CertificateParts = {
    version: 'a0{ 02{02} }',
    serialNumber: '02{ 4a 01 }',
    tbsAlgorithm: ed25519,
    issuer: commonName('Test CA'),
    notBefore: '17{"260101000000Z"}',
    notAfter: '17{"290101000000Z"}',
    subject: commonName('CHAN Tai Man'),
    spki: `30{ ${ed25519} 03{ 00 ${'11'.repeat(32)} } }`,
    rest: '',
    algorithm: ed25519,
    signature: `03{ 00 ${'22'.repeat(64)} }`,
    behind: '',
    ...parts,
  }
  return der(
    `30{ 30{ ${whole.version} ${whole.serialNumber} ${whole.tbsAlgorithm} ${whole.issuer}
      30{ ${whole.notBefore} ${whole.notAfter} } ${whole.subject} ${whole.spki} ${whole.rest} }
      ${whole.algorithm} ${whole.signature} ${whole.behind} }`,
  )
}
