import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** What a PIN envelope holds: handed to the holder once, after the authority has seen who they are. */
export interface EnrolmentCode {
  /** Ten digits. */
  readonly referenceNumber: string
  /** Eight digits. */
  readonly pin: string
}

/** Whom a code stands for, and what certificate it gives. */
export interface EnrolmentHolder {
  /** Common name of the certificate. */
  readonly name: string
  /** Validity of the certificate; default three years from now. */
  readonly notBefore?: Date
  readonly notAfter?: Date
}

/** What a code leads to. */
export type CodeAnswer =
  | { readonly kind: 'good'; readonly entry: CodeEntry }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'expired' | 'locked' }

/** A code as the authority remembers it: the PIN only as a salted digest. */
export interface CodeEntry {
  readonly holder: EnrolmentHolder
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  readonly salt: Buffer
  readonly digest: Buffer
  triesLeft: number
  /** Set by the first request that succeeded: the key, and what was issued for it. */
  used?: { readonly spki: Uint8Array; readonly certificate: Uint8Array }
}

/** Guesses a code survives: five in a hundred million. */
const maxTries = 5
/** Codes at a time; the oldest make room. */
const maxCodes = 1000

/** One-time enrolment codes, in memory. */
export class EnrolmentCodes {
  readonly #entries = new Map<string, CodeEntry>()
  readonly #clock: () => Date
  readonly #lifetimeMs: number

  constructor(clock: () => Date, lifetimeMs: number) {
    this.#clock = clock
    this.#lifetimeMs = lifetimeMs
  }

  issue(holder: EnrolmentHolder): EnrolmentCode {
    let referenceNumber = digits(10)
    while (this.#entries.has(referenceNumber)) referenceNumber = digits(10)
    const pin = digits(8)
    const salt = randomBytes(16)
    const expiresAt = this.#clock().getTime() + this.#lifetimeMs
    this.#entries.set(referenceNumber, {
      holder,
      expiresAt,
      salt,
      digest: digestOf(salt, pin),
      triesLeft: maxTries,
    })
    for (const [oldest] of this.#entries) {
      if (this.#entries.size <= maxCodes) break
      this.#entries.delete(oldest)
    }
    return { referenceNumber, pin }
  }

  /** A reference number nobody was given answers like a wrong PIN: which numbers exist is nobody's business. */
  find(referenceNumber: string, pin: string): CodeAnswer {
    const entry = this.#entries.get(referenceNumber)
    if (entry === undefined) return { kind: 'wrong', triesLeft: maxTries - 1 }
    if (entry.triesLeft === 0) return { kind: 'locked' }
    if (!timingSafeEqual(digestOf(entry.salt, pin), entry.digest)) {
      entry.triesLeft -= 1
      const { triesLeft } = entry
      return triesLeft === 0 ? { kind: 'locked' } : { kind: 'wrong', triesLeft }
    }
    if (this.#clock().getTime() >= entry.expiresAt) return { kind: 'expired' }
    return { kind: 'good', entry }
  }
}

function digestOf(salt: Buffer, pin: string): Buffer {
  return createHash('sha256').update(salt).update(pin, 'utf8').digest()
}

function digits(count: number): string {
  return randomInt(10 ** count)
    .toString()
    .padStart(count, '0')
}
