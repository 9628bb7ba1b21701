import {
  displayText,
  extractSmime,
  parseCertificate,
  parseCertificateList,
  parseContentInfo,
  parseOcspResponse,
  parseSignedData,
  parseTimeStampResponse,
  readEncodedObjects,
} from '@chopmark/core'
import { describeCertificate } from './describe-certificate.js'
import { describeCms } from './describe-cms.js'
import { describeCrl } from './describe-crl.js'
import { describeOcsp } from './describe-ocsp.js'
import { describePkcs12 } from './describe-pkcs12.js'
import { fields, type Description } from './description.js'

/**
 * Tells what each object of a file is and describes it. Structures tell themselves apart: what parses as a certificate
 * parses as nothing else.
 * @param pin - For a .p12 file.
 */
export async function identify(bytes: Uint8Array, pin: string): Promise<readonly Description[]> {
  const message = extractSmime(bytes)
  if (message.ok) return [await describeObject(message.value.cms, pin)]
  const objects = readEncodedObjects(bytes)
  if (!objects.ok) {
    // BER (an old .p12, a streamed CMS) is no DER object, and may still be one of ours.
    return [await describeObject(bytes, pin)]
  }
  return Promise.all(objects.value.map((object) => describeObject(object.bytes, pin)))
}

async function describeObject(bytes: Uint8Array, pin: string): Promise<Description> {
  const certificate = parseCertificate(bytes)
  if (certificate.ok) return describeCertificate(certificate.value)
  const crl = parseCertificateList(bytes)
  if (crl.ok) return describeCrl(crl.value)
  const cms = parseSignedData(bytes)
  if (cms.ok) return describeCms(cms.value)
  const ocsp = parseOcspResponse(bytes)
  if (ocsp.ok) return describeOcsp(ocsp.value, bytes)
  const timestamp = parseTimeStampResponse(bytes)
  if (timestamp.ok) {
    const { status, statusStrings, token } = timestamp.value
    const parsed = token === undefined ? undefined : parseSignedData(token)
    return fields({
      type: 'timestamp-response',
      status,
      statusStrings: statusStrings.map((text) => displayText(text)),
      token: parsed?.ok === true ? describeCms(parsed.value) : undefined,
    })
  }
  const other = parseContentInfo(bytes)
  if (other.ok) return { type: 'content-info', contentType: other.value.contentType }
  return (
    (await describePkcs12(bytes, pin)) ?? {
      type: 'unknown',
      asCertificate: `${certificate.reason} at byte ${certificate.offset}`,
      asCrl: `${crl.reason} at byte ${crl.offset}`,
      asSignedData: `${cms.reason} at byte ${cms.offset}`,
    }
  )
}
