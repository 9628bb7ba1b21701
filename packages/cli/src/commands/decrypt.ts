import { constants, createPrivateKey, type KeyObject, privateDecrypt } from 'node:crypto'
import {
  type DecryptionKey,
  type DecryptionProblem,
  decryptWith,
  type RsaPrivateOperation,
} from '@chopmark/client/encryption'
import { decodePem, extractSmime, fromHex, oidName, toDer, UsageError } from '@chopmark/core'
import { CliError } from '../cli-error.js'
import { readInput } from '../evidence/read-input.js'
import { exitCode } from '../exit-codes.js'
import { readArguments } from '../options.js'
import type { Streams } from '../streams.js'
import { writeOut } from './encrypt.js'

const usage =
  'Write `chopmark decrypt FILE --p12 KEY --pin PIN [--out FILE]`, or `--key KEY.pem [--cert CERT.pem]`.'

/**
 * `chopmark decrypt FILE` with `--p12 KEY --pin PIN`, `--key KEY [--cert CERT] [--pin PIN]`, `--password TEXT` or
 * `--secret-key HEX [--secret-key-id HEX]`; `[--out FILE] [--authenticated]`. Opens a CMS message in DER, BER, PEM or S/MIME; the
 * content goes to standard output when `--out` is left out.
 * @returns 0 when it was opened, 1 when not.
 * @throws CliError when the command line cannot be carried out.
 */
export async function decrypt(args: readonly string[], streams: Streams): Promise<number> {
  const { values, positionals } = readArguments(args, {
    p12: { type: 'string' },
    pin: { type: 'string' },
    key: { type: 'string' },
    cert: { type: 'string' },
    password: { type: 'string' },
    'secret-key': { type: 'string' },
    'secret-key-id': { type: 'string' },
    out: { type: 'string' },
    authenticated: { type: 'boolean' },
  })
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0) throw new CliError(usage)
  const key = decryptionKey(values)
  const opened = await decryptWith({
    message: readMessage(file),
    key,
    requireAuthenticated: values.authenticated === true,
    rsaPrivateOperation: opensslRsa,
  })
  if (!opened.ok) {
    streams.error(`chopmark decrypt: ${file}: ${sentence(opened)} (${opened.code})\n`)
    return exitCode.failed
  }
  const { content, authenticated } = opened.value
  if (!authenticated) {
    streams.error(
      'chopmark decrypt: nothing in this message shows whether it was changed on its way.\n',
    )
  }
  if (values.out === undefined) streams.outBytes(content)
  else writeOut(values.out, content, 0o600)
  return exitCode.passed
}

interface KeyValues {
  readonly p12?: string | undefined
  readonly pin?: string | undefined
  readonly key?: string | undefined
  readonly cert?: string | undefined
  readonly password?: string | undefined
  readonly 'secret-key'?: string | undefined
  readonly 'secret-key-id'?: string | undefined
}

function decryptionKey(values: KeyValues): DecryptionKey {
  const { p12, pin = '', key, cert, password } = values
  const secretKey = values['secret-key']
  const given = [p12, key, password, secretKey].filter((one) => one !== undefined)
  if (given.length !== 1 || (cert !== undefined && key === undefined)) throw new CliError(usage)
  if (p12 !== undefined) return { kind: 'pkcs12', file: readInput(p12), pin }
  if (password !== undefined) return { kind: 'password', password }
  if (key !== undefined) return pairOfFiles(key, cert, pin)
  const identifier = values['secret-key-id']
  return {
    kind: 'secret-key',
    key: hexOption(secretKey ?? '', '--secret-key'),
    ...(identifier === undefined
      ? {}
      : { keyIdentifier: hexOption(identifier, '--secret-key-id') }),
  }
}

function hexOption(text: string, name: string): Uint8Array {
  try {
    return fromHex(text)
  } catch (error) {
    if (error instanceof UsageError) throw new CliError(`${name}: write hexadecimal digits.`)
    throw error
  }
}

/** A private key in PEM or DER, PKCS#8, PKCS#1 or SEC 1, encrypted or not; its certificate in its own file or in the same. */
function pairOfFiles(keyFile: string, certificateFile: string | undefined, pin: string) {
  const bytes = readInput(keyFile)
  const privateKey = readPrivateKey(bytes, pin)
  if (privateKey === undefined) {
    throw new CliError(`${keyFile} is no private key, or --pin does not open it.`)
  }
  const certificate =
    certificateFile === undefined
      ? certificateIn(bytes)
      : (certificateIn(readInput(certificateFile)) ?? derOf(readInput(certificateFile)))
  if (certificate === undefined) {
    throw new CliError(
      certificateFile === undefined
        ? `${keyFile} holds no certificate: give it by --cert.`
        : `${certificateFile} holds no certificate.`,
    )
  }
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  return { kind: 'pkcs8', pkcs8, certificate } as const
}

function readPrivateKey(bytes: Uint8Array, pin: string): KeyObject | undefined {
  const key = Buffer.from(bytes)
  const passphrase = pin === '' ? {} : { passphrase: pin }
  const forms = [
    { key, format: 'pem', ...passphrase },
    { key, format: 'der', type: 'pkcs8', ...passphrase },
    { key, format: 'der', type: 'pkcs1' },
    { key, format: 'der', type: 'sec1' },
  ] as const
  for (const form of forms) {
    try {
      return createPrivateKey(form)
    } catch {
      // The next form.
    }
  }
  return undefined
}

/** The first certificate of a PEM text. */
function certificateIn(bytes: Uint8Array): Uint8Array | undefined {
  const blocks = decodePem(bytes)
  return blocks.ok ? blocks.value.find(({ label }) => label === 'CERTIFICATE')?.bytes : undefined
}

function derOf(bytes: Uint8Array): Uint8Array | undefined {
  const der = toDer(bytes)
  return der.ok ? der.value : undefined
}

/** DER, BER, PEM or base64; else S/MIME; else the bytes as they are, for `decryptWith` to say what they are not. */
function readMessage(file: string): Uint8Array {
  const bytes = readInput(file)
  const der = derOf(bytes)
  if (der !== undefined) return der
  const mail = extractSmime(bytes)
  return mail.ok ? mail.value.cms : bytes
}

/** OpenSSL's, which takes the same time for every block; padding is looked at by `decryptWith`. */
const opensslRsa: RsaPrivateOperation = (pkcs8, block) => {
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
    return new Uint8Array(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, block))
  } catch {
    return undefined
  }
}

function sentence({ code, what = '' }: DecryptionProblem): string {
  switch (code) {
    case 'NOT_ENVELOPED':
      return 'this is no encrypted CMS message'
    case 'MESSAGE_DAMAGED':
      return 'the message is damaged'
    case 'MESSAGE_TOO_LARGE':
      return 'the message is too large'
    case 'MESSAGE_TOO_EXPENSIVE':
      return 'the message asks for more rounds of key derivation than any honest one'
    case 'UNSUPPORTED_ALGORITHM':
      return `the message uses ${oidName(what)}, which is not read here`
    case 'NOT_AUTHENTICATED':
      return 'nothing in this message shows whether it was changed on its way'
    case 'CANNOT_DECRYPT':
      return 'this key does not open this message'
    case 'WRONG_PIN':
      return 'the PIN does not open the e-Cert file'
    case 'P12_NO_KEY':
      return 'the e-Cert file holds no RSA or EC key with its certificate'
    case 'NOT_A_P12':
    case 'P12_TOO_LARGE':
    case 'P12_TOO_EXPENSIVE':
    case 'P12_UNSUPPORTED':
    case 'P12_DAMAGED':
      return `the e-Cert file cannot be opened${what === '' ? '' : `: ${what}`}`
  }
}
