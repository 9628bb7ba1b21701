import { parseAuthenticatedSafe } from './authenticated-safe.js'
import { type Budget, budget } from './budget.js'
import { decrypt, iterationsOf } from './decrypt.js'
import { maxPkcs12Bytes } from './limits.js'
import type { EncryptionScheme } from './encryption-scheme.js'
import { type Mac, parsePfx, type Pfx } from './parse-pfx.js'
import { codeUnits, encodePassword, type Password, wipePassword } from './password.js'
import { Pkcs12Error, type Pkcs12Problem, pkcs12Problem } from './pkcs12-error.js'
import { DerivedKeys } from './derived-keys.js'
import { type Bag, type BagAttributes, parseSafeContents } from './safe-contents.js'
import { verifyMac } from './verify-mac.js'

export interface OpenedCertificate extends BagAttributes {
  readonly der: Uint8Array
}

export interface OpenedPrivateKey extends BagAttributes {
  /** PrivateKeyInfo, RFC 5958. Overwrite it when done. */
  readonly pkcs8: Uint8Array
}

/** What a PKCS#12 file held, in the order of the file. */
export interface OpenedPkcs12 {
  readonly certificates: readonly OpenedCertificate[]
  readonly privateKeys: readonly OpenedPrivateKey[]
}

export interface OpenPkcs12Options {
  /** Share of the key derivation done, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/**
 * Looks at a PKCS#12 file without its password: is it one, can it be opened here, is what it asks for affordable?
 * A person is asked for a PIN only then.
 */
export function inspectPkcs12(bytes: Uint8Array): { readonly ok: true } | Pkcs12Problem {
  try {
    announce(parseSized(bytes), budget(), { bags: 0 })
    return { ok: true }
  } catch (error) {
    return pkcs12Problem(error)
  }
}

/**
 * Opens a PKCS#12 file: verifies the MAC, which has to be there, then decrypts and parses all bags.
 * @param bytes - The file, DER or BER, at most `maxPkcs12Bytes`.
 * @param password - Text, or its UTF-16 code units (which can be overwritten afterwards; this function does not).
 * @returns The contents, or why it does not open; hostile bytes never throw.
 * Source: RFC 7292; RFC 8018 (PBES2); RFC 9579 (PBMAC1).
 */
export async function openPkcs12(
  bytes: Uint8Array,
  password: string | Uint16Array,
  options: OpenPkcs12Options = {},
): Promise<{ readonly ok: true; readonly value: OpenedPkcs12 } | Pkcs12Problem> {
  const units = typeof password === 'string' ? codeUnits(password) : password
  const candidates = passwordForms(units)
  try {
    const pfx = parseSized(bytes)
    const spending = budget(options.onProgress)
    const count = { bags: 0 }
    const contents = announce(pfx, spending, count)
    const derived = new DerivedKeys(spending)
    try {
      beginDerivations(contents, candidates[0], derived)
      const forms = await fittingPassword(pfx, candidates, spending)
      const opening = { forms, spending, derived }
      const bags = await openContents(contents, opening, count)
      return { ok: true, value: await openBags(bags, opening) }
    } finally {
      derived.wipe()
    }
  } catch (error) {
    return pkcs12Problem(error)
  } finally {
    candidates.forEach(wipePassword)
    if (typeof password === 'string') units.fill(0)
  }
}

function parseSized(bytes: Uint8Array): Pfx {
  if (bytes.length > maxPkcs12Bytes) throw new Pkcs12Error('P12_TOO_LARGE')
  return parsePfx(bytes)
}

/** What one ContentInfo comes to before the password is tried. */
type Content =
  | { readonly bags: readonly Bag[] }
  | { readonly encryption: EncryptionScheme; readonly bytes: Uint8Array }

/** Bags met so far in the whole file. */
interface BagCount {
  bags: number
}

/** How the password opens things. */
interface Opening {
  /** The password in the forms to try, the fitting one first. */
  readonly forms: readonly Password[]
  readonly spending: Budget
  readonly derived: DerivedKeys
}

/** Adds up what can be seen from outside, before a single round has run. */
function announce(
  { mac, authenticatedSafe }: Pfx,
  spending: Budget,
  count: BagCount,
): readonly Content[] {
  spending.announce(macIterations(mac))
  return parseAuthenticatedSafe(authenticatedSafe).map(({ bytes, encryption }) => {
    if (encryption !== undefined) {
      spending.announce(iterationsOf(encryption))
      return { encryption, bytes }
    }
    const bags = parseSafeContents(bytes, count)
    announceBags(bags, spending)
    return { bags }
  })
}

function beginDerivations(
  contents: readonly Content[],
  password: Password,
  derived: DerivedKeys,
): void {
  for (const content of contents) {
    if ('encryption' in content) derived.begin(content.encryption, password)
    else {
      for (const bag of content.bags) {
        if (bag.kind === 'shroudedKey') derived.begin(bag.encryption, password)
      }
    }
  }
}

function macIterations(mac: Mac): number {
  return mac.kind === 'pbmac1' ? mac.kdf.iterations : mac.iterations
}

function announceBags(bags: readonly Bag[], spending: Budget): void {
  for (const bag of bags) {
    if (bag.kind === 'shroudedKey') spending.announce(iterationsOf(bag.encryption))
  }
}

/** "No password" has two forms in the wild: a terminator alone, or no octets at all. */
function passwordForms(units: Uint16Array): readonly [Password, ...Password[]] {
  const form = encodePassword(units)
  return units.length === 0 ? [form, encodePassword(units, false)] : [form]
}

async function fittingPassword(
  { mac, authenticatedSafe }: Pfx,
  forms: readonly Password[],
  spending: Budget,
): Promise<readonly Password[]> {
  for (const form of forms) {
    // Some writers use one empty form for the MAC and the other for the bags: the one that fits here comes first.
    if (await verifyMac(mac, authenticatedSafe, form, spending)) {
      return [form, ...forms.filter((other) => other !== form)]
    }
  }
  throw new Pkcs12Error('WRONG_PIN')
}

async function openContents(
  contents: readonly Content[],
  { forms, spending, derived }: Opening,
  count: BagCount,
): Promise<readonly Bag[]> {
  const bags: Bag[] = []
  for (const content of contents) {
    if ('bags' in content) bags.push(...content.bags)
    else {
      const { encryption, bytes } = content
      const found = await firstForm(forms, async (form) =>
        parseSafeContents(await decrypt(encryption, bytes, form, spending, derived), count),
      )
      announceBags(found, spending)
      bags.push(...found)
    }
  }
  return bags
}

async function openBags(
  bags: readonly Bag[],
  { forms, spending, derived }: Opening,
): Promise<OpenedPkcs12> {
  const certificates: OpenedCertificate[] = []
  const privateKeys: OpenedPrivateKey[] = []
  for (const bag of bags) {
    const { friendlyName, localKeyId } = bag
    const attributes = {
      ...(friendlyName === undefined ? {} : { friendlyName }),
      ...(localKeyId === undefined ? {} : { localKeyId }),
    }
    if (bag.kind === 'certificate') certificates.push({ der: bag.der, ...attributes })
    else if (bag.kind === 'key') privateKeys.push({ pkcs8: bag.pkcs8.slice(), ...attributes })
    else {
      const { encryption, encrypted } = bag
      const pkcs8 = await firstForm(forms, (form) =>
        decrypt(encryption, encrypted, form, spending, derived),
      )
      privateKeys.push({ pkcs8, ...attributes })
    }
  }
  return { certificates, privateKeys }
}

/** Tries the forms in order; only the empty password has more than one. */
async function firstForm<T>(
  forms: readonly Password[],
  attempt: (form: Password) => Promise<T>,
): Promise<T> {
  let problem: unknown = new Pkcs12Error('P12_DAMAGED')
  for (const form of forms) {
    try {
      return await attempt(form)
    } catch (error) {
      if (!(error instanceof Pkcs12Error) || error.code !== 'P12_DAMAGED') throw error
      problem = error
    }
  }
  throw problem
}
