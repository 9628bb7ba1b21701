import * as pkijs from 'pkijs'

/** What pkijs is spared: the root and the CRLs are parsed once. */
export interface PkijsMaterial {
  readonly root: pkijs.Certificate
  readonly crls: readonly pkijs.CertificateRevocationList[]
  readonly now: Date
}

const buffer = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

export function pkijsMaterial(
  root: Uint8Array,
  crls: readonly Uint8Array[],
  now: Date,
): PkijsMaterial {
  return {
    root: pkijs.Certificate.fromBER(buffer(root)),
    crls: crls.map((crl) => pkijs.CertificateRevocationList.fromBER(buffer(crl))),
    now,
  }
}

/** Parses and verifies one signature with its chain and revocation, as pkijs offers it. */
export async function pkijsValidate(
  cms: Uint8Array<ArrayBuffer>,
  content: Uint8Array<ArrayBuffer>,
  { root, crls, now }: PkijsMaterial,
  ocsp?: Uint8Array,
): Promise<void> {
  const signed = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(cms).content })
  signed.crls = [...crls]
  if (ocsp !== undefined) {
    const response = pkijs.OCSPResponse.fromBER(buffer(ocsp))
    const basic = response.responseBytes?.response.valueBlock.valueHexView
    if (basic === undefined) throw new Error('The OCSP answer is empty.')
    signed.ocsps = [pkijs.BasicOCSPResponse.fromBER(buffer(basic))]
  }
  const answer = await signed.verify({
    signer: 0,
    data: content.buffer,
    trustedCerts: [root],
    checkDate: now,
    checkChain: true,
    extendedMode: true,
  })
  if (answer.signatureVerified !== true || answer.signerCertificateVerified !== true) {
    throw new Error(`pkijs: ${answer.message}`)
  }
}

/** Builds and validates a certification path with pkijs; answers what it says. */
export async function pkijsPath(
  root: Uint8Array,
  certificates: readonly Uint8Array[],
  now: Date,
): Promise<string> {
  const engine = new pkijs.CertificateChainValidationEngine({
    trustedCerts: [pkijs.Certificate.fromBER(buffer(root))],
    certs: certificates.map((certificate) => pkijs.Certificate.fromBER(buffer(certificate))),
    checkDate: now,
  })
  const { result, resultMessage } = await engine.verify()
  return result ? 'accepted' : resultMessage
}

/** @throws Error with the reason why pkijs will not parse it. */
export function pkijsParseCrl(crl: Uint8Array): pkijs.CertificateRevocationList {
  return pkijs.CertificateRevocationList.fromBER(buffer(crl))
}
