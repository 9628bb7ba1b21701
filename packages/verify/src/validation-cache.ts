import type { KnownCertificate, KnownCrl, KnownOcsp } from './decision-context.js'
import { EvidenceMemory } from './evidence-memory.js'

/**
 * What one decision found out and a later one may know at once: parsed structures, and hanging on them which key verified
 * which signature; evidence in its order; path searches, with all they asked of the times. Only what follows from bytes and
 * policy is kept, so a report is the same with and without it. Made by `createValidationCache`.
 */
export interface ValidationCache {
  readonly certificates: ByteCache<KnownCertificate>
  readonly crls: ByteCache<KnownCrl>
  readonly ocsp: ByteCache<Omit<KnownOcsp, 'requestNonce'>>
  readonly evidence: EvidenceMemory
}

export interface ValidationCacheLimits {
  /** Certificates kept; default 2048 (about 10 MB with what hangs on them). */
  readonly certificates?: number
  /** CRLs kept, default 64. */
  readonly crls?: number
  /** Bytes of all CRLs kept together, default 128 MiB. */
  readonly crlBytes?: number
  /** OCSP responses kept, default 1024. */
  readonly ocsp?: number
}

/**
 * An empty cache for `validateDocument` and `validateCertificate`; share one among all decisions of a process.
 * Bytes of 64 KiB and more (large CRLs) are recognised by their `Uint8Array` object: do not change them after handing them in.
 */
export function createValidationCache(limits: ValidationCacheLimits = {}): ValidationCache {
  const smallBytes = 16 * 1024 * 1024
  const evidence = new EvidenceMemory()
  // A large CRL goes when its place is wanted, so nothing else may hold on to it.
  const forget = (): void => {
    evidence.clear()
  }
  return {
    certificates: new ByteCache(limits.certificates ?? 2048, smallBytes),
    crls: new ByteCache(limits.crls ?? 64, limits.crlBytes ?? 128 * 1024 * 1024, forget),
    ocsp: new ByteCache(limits.ocsp ?? 1024, smallBytes),
    evidence,
  }
}

/** From here on comparing bytes costs more than the look-up saves. */
const largeBytes = 64 * 1024

interface Entry<T> {
  readonly bytes: DataView
  readonly value: T
}

/**
 * Values by the bytes they were parsed from, oldest out first. The key is taken from the length and the last octets, which in
 * signed structures are those of the signature; equality is always that of all bytes, so a made collision costs its maker a
 * place and nothing else.
 */
export class ByteCache<T> {
  readonly #entries = new Map<number, Entry<T>>()
  #large = new WeakMap<Uint8Array, T>()
  #bytes = 0
  readonly #maxEntries: number
  readonly #maxBytes: number

  readonly #onDrop: () => void

  constructor(maxEntries: number, maxBytes: number, onDrop: () => void = () => undefined) {
    this.#maxEntries = maxEntries
    this.#maxBytes = maxBytes
    this.#onDrop = onDrop
  }

  get(bytes: Uint8Array): T | undefined {
    if (bytes.length >= largeBytes) {
      const same = this.#large.get(bytes)
      if (same !== undefined) return same
    }
    const entry = this.#entries.get(keyOf(bytes))
    return entry !== undefined && sameBytes(entry.bytes, bytes) ? entry.value : undefined
  }

  /**
   * @param bytes - What `value` was parsed from: a private copy when small, so that nobody changes it later.
   * @param given - The object the caller will ask with again, when large.
   */
  keep(bytes: Uint8Array, value: T, given: Uint8Array = bytes): void {
    if (bytes.length > this.#maxBytes) return
    const key = keyOf(bytes)
    this.#drop(key)
    this.#entries.set(key, { bytes: viewOf(bytes), value })
    this.#bytes += bytes.length
    if (bytes.length >= largeBytes) this.#large.set(given, value)
    while (this.#entries.size > this.#maxEntries || this.#bytes > this.#maxBytes) {
      const oldest = this.#entries.keys().next()
      if (oldest.done === true) break
      this.#drop(oldest.value)
    }
  }

  clear(): void {
    this.#entries.clear()
    this.#large = new WeakMap()
    this.#bytes = 0
  }

  #drop(key: number): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#bytes -= entry.bytes.byteLength
    this.#entries.delete(key)
    this.#onDrop()
  }
}

/** A number of the last eight octets and the length. */
function keyOf(bytes: Uint8Array): number {
  let high = bytes.length
  let low = 0
  for (let i = Math.max(0, bytes.length - 8); i < bytes.length; i++) {
    high = (high * 31 + (low >>> 24)) & 0x1f_ffff
    low = (low << 8) | (bytes[i] as number)
  }
  return high * 0x1_0000_0000 + (low >>> 0)
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

/** Four octets at a time, which is most of the speed of a warm validation's look-ups. */
function sameBytes(kept: DataView, asked: Uint8Array): boolean {
  const { length } = asked
  if (kept.byteLength !== length) return false
  const other = viewOf(asked)
  let i = 0
  for (const last = length - 4; i <= last; i += 4) {
    if (kept.getUint32(i) !== other.getUint32(i)) return false
  }
  for (; i < length; i++) if (kept.getUint8(i) !== asked[i]) return false
  return true
}
