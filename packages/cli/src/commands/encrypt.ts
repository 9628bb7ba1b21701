import { writeFileSync } from 'node:fs'
import {
  encryptFor,
  type EncryptionCode,
  maxContentBytes,
  maxRecipients,
} from '@chopmark/client/encryption'
import type { Instant } from '@chopmark/core'
import { CliError } from '../cli-error.js'
import { loadObjects } from '../evidence/load-objects.js'
import { inputSize, readInput } from '../evidence/read-input.js'
import { exitCode } from '../exit-codes.js'
import { readArguments, readInstant } from '../options.js'
import type { Streams } from '../streams.js'

const sentences: Readonly<Record<EncryptionCode, string>> = {
  RECIPIENT_MALFORMED: 'is no X.509 certificate',
  RECIPIENT_KEY_USAGE:
    'is not for encryption: its key usage lacks keyEncipherment (RSA) or keyAgreement (EC)',
  RECIPIENT_EXPIRED: 'has expired',
  RECIPIENT_NOT_YET_VALID: 'is not valid yet',
  RECIPIENT_KEY_UNSUPPORTED: 'has a key that cannot be encrypted to: RSA, P-256, P-384 or P-521',
  RECIPIENT_KEY_WEAK: 'has an RSA key below 2048 bits',
  RECIPIENT_TWICE: 'is given twice',
  CONTENT_TOO_LARGE: `is larger than ${maxContentBytes / 0x10_0000} MiB`,
}

/**
 * `chopmark encrypt FILE --to CERT … [--out FILE] [--cbc] [--at TIME]`: encrypts a file for the holders of certificates. The
 * message is CMS in DER, on standard output when `--out` is left out. The certificates' paths are not validated here.
 * @returns 0 when it was encrypted, 1 when a certificate is not fit for it.
 * @throws CliError when the command line cannot be carried out.
 */
export async function encrypt(args: readonly string[], streams: Streams): Promise<number> {
  const { values, positionals } = readArguments(args, {
    to: { type: 'string', multiple: true },
    out: { type: 'string' },
    cbc: { type: 'boolean' },
    at: { type: 'string' },
  })
  // `--to A B` reads as `--to A --to B`: what stands behind the file are certificates.
  const [file, ...more] = positionals
  const places = [...(values.to ?? []), ...more]
  if (file === undefined || values.to === undefined) {
    throw new CliError('Write `chopmark encrypt FILE --to CERT … [--out FILE] [--cbc]`.')
  }
  if (places.length > maxRecipients) {
    throw new CliError(`Give at most ${maxRecipients} certificates.`)
  }
  const at = values.at === undefined ? (streams.now() as Instant) : readInstant(values.at, '--at')
  const recipients = places.map(oneCertificate)
  const refuse = (subject: string, code: EncryptionCode): number => {
    streams.error(
      `chopmark encrypt: ${subject} ${sentences[code]} (${code}). Nothing was written.\n`,
    )
    return exitCode.failed
  }
  if (inputSize(file) > maxContentBytes) return refuse(file, 'CONTENT_TOO_LARGE')
  const form = values.cbc === true ? 'cbc' : 'authenticated'
  const encrypted = await encryptFor({ content: readInput(file), recipients, at, form })
  if (!encrypted.ok) {
    const { code, recipient } = encrypted
    return refuse(recipient === undefined ? file : (places[recipient] ?? file), code)
  }
  if (values.out === undefined) streams.outBytes(encrypted.value)
  else writeOut(values.out, encrypted.value)
  return exitCode.passed
}

/** A chain in one file would let its CAs read along: it is refused. */
function oneCertificate(place: string): Uint8Array {
  const [first, ...others] = loadObjects(place)
  if (first === undefined || others.length > 0) {
    throw new CliError(`${place} holds several objects: give the recipient's certificate alone.`)
  }
  return first
}

/**
 * Writes what a command made.
 * @throws CliError when it cannot be written.
 */
export function writeOut(path: string, bytes: Uint8Array, mode = 0o666): void {
  try {
    writeFileSync(path, bytes, { mode })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new CliError(`Cannot write ${path} (${code}).`)
  }
}
