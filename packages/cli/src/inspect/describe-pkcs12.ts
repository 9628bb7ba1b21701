import { displayText, hex, parseCertificate } from '@chopmark/core'
import { inspectPkcs12, openPkcs12 } from '@chopmark/client/pkcs12'
import { describeCertificate } from './describe-certificate.js'
import { fields, type Description } from './description.js'

/**
 * A .p12 file: what it holds when the PIN opens it, why it does not otherwise. Private keys are counted, never shown.
 * @returns Undefined for bytes that are no .p12 file.
 */
export async function describePkcs12(
  bytes: Uint8Array,
  pin: string,
): Promise<Description | undefined> {
  if (!inspectPkcs12(bytes).ok) return undefined
  const opened = await openPkcs12(bytes, pin)
  if (!opened.ok) return { type: 'pkcs12', problem: opened.code }
  return fields({
    type: 'pkcs12',
    privateKeys: opened.value.privateKeys.map(({ pkcs8, friendlyName, localKeyId }) => {
      const sizeBytes = pkcs8.length
      pkcs8.fill(0)
      return fields({
        sizeBytes,
        friendlyName: friendlyName === undefined ? undefined : displayText(friendlyName),
        localKeyId: localKeyId === undefined ? undefined : hex(localKeyId),
      })
    }),
    certificates: opened.value.certificates.map(({ der }) => {
      const parsed = parseCertificate(der)
      return parsed.ok
        ? describeCertificate(parsed.value)
        : { problem: parsed.reason, offset: parsed.offset }
    }),
  })
}
