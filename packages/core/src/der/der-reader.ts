import { DerError } from './der-error.js'
import { OidTexts } from './oid-texts.js'
import { Tag } from './tag.js'

/** Deeper than any structure of the standards we read (about 20), shallow enough for any stack. */
export const maxDepth = 64

const oidTexts = /* @__PURE__ */ new OidTexts()

/** One gibibyte: a larger value than any length this code has to take, and far from 2^31. */
const maxLength = 0x3fff_ffff

/** Node's Buffer is a Uint8Array whose `slice` does not copy: what is handed out has to behave the same everywhere. */
function plain(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array
    ? bytes
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/**
 * A cursor over DER. It copies nothing: `raw()` and `content()` are views into the caller's bytes. Anything that is not
 * DER is refused at its offset by a DerError, so a parser reads as the ASN.1 module does: `enter`, `next`, `expectEnd`.
 * X.690 §8 and §10.
 */
export class DerReader {
  readonly bytes: Uint8Array
  /** Where the next value begins. */
  pos: number
  /** Where this reader's values end. */
  readonly end: number
  readonly depth: number
  /** Of the value read last: its identifier (see `Tag`), where it begins, where its contents begin and end. */
  tag = -1
  start = 0
  contentStart = 0
  contentEnd = 0

  constructor(bytes: Uint8Array, start = 0, end = bytes.length, depth = 0) {
    if (depth > maxDepth) throw new DerError('TOO_DEEP', start)
    this.bytes = depth === 0 ? plain(bytes) : bytes
    this.pos = start
    this.end = end
    this.depth = depth
  }

  get atEnd(): boolean {
    return this.pos >= this.end
  }

  /** The same question for loops: a call, so that no type checker takes an earlier answer for this one. */
  hasMore(): boolean {
    return this.pos < this.end
  }

  /** The identifier octet of the next value, -1 at the end. Tags above 30 show their first octet only. */
  peek(): number {
    return this.pos < this.end ? (this.bytes[this.pos] as number) : -1
  }

  /** Reads the header of the next value, whatever its tag, and moves behind it. */
  any(): number {
    const { bytes, end } = this
    const start = this.pos
    if (start >= end) throw new DerError('TRUNCATED', start)
    let pos = start
    let tag = bytes[pos++] as number
    // Reserved for end-of-contents, which DER has not. X.690 §8.1.5.
    if (tag === 0) throw new DerError('UNEXPECTED_TAG', start)
    if ((tag & 0x1f) === 0x1f) {
      let number = 0
      for (;;) {
        if (pos >= end) throw new DerError('TRUNCATED', start)
        const octet = bytes[pos++] as number
        if (number === 0 && octet === 0x80) throw new DerError('NON_MINIMAL_TAG', start)
        number = number * 128 + (octet & 0x7f)
        if (number > 0xfffff) throw new DerError('TOO_LARGE', start)
        if (octet < 0x80) break
      }
      if (number < 31) throw new DerError('NON_MINIMAL_TAG', start)
      tag += number * 256
    }
    if (pos >= end) throw new DerError('TRUNCATED', start)
    let length = bytes[pos++] as number
    if (length >= 0x80) {
      const count = length & 0x7f
      if (count === 0) throw new DerError('INDEFINITE_LENGTH', start)
      if (count > 4) throw new DerError('TOO_LARGE', start)
      if (pos + count > end) throw new DerError('TRUNCATED', start)
      length = 0
      for (let i = 0; i < count; i++) length = length * 256 + (bytes[pos++] as number)
      if (length < 0x80 || length < 256 ** (count - 1)) {
        throw new DerError('NON_MINIMAL_LENGTH', start)
      }
      if (length > maxLength) throw new DerError('TOO_LARGE', start)
    }
    if (pos + length > end) throw new DerError('TRUNCATED', start)
    this.tag = tag
    this.start = start
    this.contentStart = pos
    this.contentEnd = pos + length
    this.pos = pos + length
    return tag
  }

  /** Reads the next value, which must have this tag. */
  next(tag: number): this {
    const at = this.pos
    if (at >= this.end) throw new DerError('MISSING_FIELD', at)
    if (this.bytes[at] !== (tag & 0xff)) {
      throw new DerError(
        (this.bytes[at] as number) === (tag | 0x20) ? 'CONSTRUCTED_STRING' : 'UNEXPECTED_TAG',
        at,
      )
    }
    // Tags above 30 share their first octet.
    if (this.any() !== tag) throw new DerError('UNEXPECTED_TAG', at)
    return this
  }

  /** Reads the next value when it has this tag; false leaves the position as it was. */
  optional(tag: number): boolean {
    const at = this.pos
    if (at >= this.end || this.bytes[at] !== (tag & 0xff)) return false
    if (this.any() === tag) return true
    this.pos = at
    return false
  }

  /**
   * Reads the next value, whatever it is, for those who keep it whole: its form is checked all the way down, as far as that
   * can be done without its ASN.1 module.
   * @returns The whole value.
   */
  opaque(): Uint8Array {
    this.checkForm()
    return this.raw()
  }

  private checkForm(): void {
    const tag = this.any()
    if ((tag & 0x20) === 0) {
      this.checkPrimitive(tag)
      return
    }
    // Universal strings in pieces are BER; SEQUENCE, SET, EXTERNAL and EMBEDDED PDV are constructed by nature.
    if (tag < 0x40 && tag !== Tag.sequence && tag !== Tag.set && tag !== 0x28 && tag !== 0x2b) {
      this.fail('CONSTRUCTED_STRING')
    }
    const inner = this.inner()
    while (inner.hasMore()) inner.checkForm()
  }

  private checkPrimitive(tag: number): void {
    const { bytes, contentStart } = this
    const length = this.contentEnd - contentStart
    const first = bytes[contentStart] as number
    switch (tag) {
      case Tag.boolean:
        if (length !== 1 || (first !== 0 && first !== 0xff)) this.fail('BAD_BOOLEAN')
        break
      case Tag.integer:
      case Tag.enumerated:
        this.checkInteger()
        break
      case Tag.null:
        if (length !== 0) this.fail('BAD_VALUE')
        break
      case Tag.objectIdentifier:
        this.oidText()
        break
      case Tag.bitString:
        if (length === 0 || first > 7 || (length === 1 && first > 0)) this.fail('BAD_BIT_STRING')
        if (((bytes[this.contentEnd - 1] as number) & ((1 << first) - 1)) !== 0 && length > 1) {
          this.fail('BAD_BIT_STRING')
        }
        break
      case Tag.sequence & ~0x20:
      case Tag.set & ~0x20:
        this.fail('UNEXPECTED_TAG')
    }
  }

  /** A reader over the contents of the value read last. */
  inner(): DerReader {
    return new DerReader(this.bytes, this.contentStart, this.contentEnd, this.depth + 1)
  }

  /** Reads the next value with this (constructed) tag and returns a reader over its contents. */
  enter(tag: number): DerReader {
    return this.next(tag).inner()
  }

  /** The value read last, header and contents. */
  raw(): Uint8Array {
    return this.bytes.subarray(this.start, this.contentEnd)
  }

  /** The contents of the value read last. */
  content(): Uint8Array {
    return this.bytes.subarray(this.contentStart, this.contentEnd)
  }

  /** Refuses at an offset of the value read last. */
  fail(reason: DerError['reason'], offset = this.start): never {
    throw new DerError(reason, offset)
  }

  /** Refuses anything behind the last value. */
  expectEnd(): void {
    if (this.pos < this.end) throw new DerError('TRAILING_BYTES', this.pos)
  }

  /** BOOLEAN, X.690 §11.1. */
  boolean(tag: number = Tag.boolean): boolean {
    this.next(tag)
    const octet = this.bytes[this.contentStart]
    if (this.contentEnd - this.contentStart !== 1 || (octet !== 0 && octet !== 0xff)) {
      this.fail('BAD_BOOLEAN')
    }
    return octet === 0xff
  }

  /**
   * BOOLEAN DEFAULT FALSE of a certificate extension. DER leaves the default out (X.690 §11.5), yet CAs have written it
   * out for decades (RFC 8410 §10.2 prints one): what is said is the same, and the signature covers the octets as they are.
   */
  spokenBoolean(tag: number = Tag.boolean): boolean {
    return this.peek() === tag && this.boolean(tag)
  }

  /** BOOLEAN DEFAULT FALSE: DER leaves the default out, X.690 §11.5. */
  optionalTrue(tag: number = Tag.boolean): boolean {
    if (this.peek() !== tag) return false
    if (!this.boolean(tag)) this.fail('DEFAULT_ENCODED')
    return true
  }

  /** INTEGER as contents octets: minimal two's complement, X.690 §8.3. */
  integer(tag: number = Tag.integer): Uint8Array {
    this.next(tag)
    this.checkInteger()
    return this.content()
  }

  private checkInteger(): void {
    const { bytes, contentStart, contentEnd } = this
    if (contentEnd === contentStart) this.fail('BAD_INTEGER')
    if (contentEnd - contentStart === 1) return
    const first = bytes[contentStart] as number
    const second = bytes[contentStart + 1] as number
    if ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)) {
      this.fail('BAD_INTEGER')
    }
  }

  /** INTEGER (0..max), max below 2^48. */
  smallInteger(max: number, tag: number = Tag.integer): number {
    const octets = this.integer(tag)
    if ((octets[0] as number) >= 0x80 || octets.length > 7) this.fail('BAD_VALUE')
    let value = 0
    for (const octet of octets) value = value * 256 + octet
    if (value > max) this.fail('BAD_VALUE')
    return value
  }

  /** OCTET STRING, primitive. */
  octetString(tag: number = Tag.octetString): Uint8Array {
    return this.next(tag).content()
  }

  /** BIT STRING of whole octets (keys, signatures). */
  bitStringOctets(tag: number = Tag.bitString): Uint8Array {
    this.next(tag)
    if (this.contentEnd === this.contentStart || this.bytes[this.contentStart] !== 0) {
      this.fail('BAD_BIT_STRING')
    }
    return this.bytes.subarray(this.contentStart + 1, this.contentEnd)
  }

  /**
   * BIT STRING with named bits: trailing zero bits are left out, X.690 §11.2.2.
   * @returns Positions of the bits set, in order.
   */
  namedBits(maxBits: number, tag: number = Tag.bitString): readonly number[] {
    this.next(tag)
    const { bytes, contentStart, contentEnd } = this
    const length = contentEnd - contentStart - 1
    const unused = bytes[contentStart] as number
    if (length < 0 || unused > 7 || (length === 0 && unused > 0)) this.fail('BAD_BIT_STRING')
    if (length > 0) {
      const last = bytes[contentEnd - 1] as number
      // The last bit that counts must be one, and the padding behind it zero.
      if (((last >> unused) & 1) === 0 || (last & ((1 << unused) - 1)) !== 0) {
        this.fail('BAD_BIT_STRING')
      }
    }
    if (length * 8 - unused > maxBits) this.fail('TOO_LARGE')
    const set: number[] = []
    for (let bit = 0; bit < length * 8 - unused; bit++) {
      if (((bytes[contentStart + 1 + (bit >> 3)] as number) >> (7 - (bit & 7))) & 1) set.push(bit)
    }
    return set
  }

  /** OBJECT IDENTIFIER as dotted decimal, arcs of any size; X.690 §8.19. */
  objectIdentifier(tag: number = Tag.objectIdentifier): string {
    this.next(tag)
    return this.oidText()
  }

  /** The contents of the value read last as an OBJECT IDENTIFIER. */
  oidText(): string {
    const { bytes, contentStart, contentEnd } = this
    return oidTexts.of(bytes, contentStart, contentEnd) ?? this.newOidText()
  }

  private newOidText(): string {
    const { bytes, contentStart, contentEnd } = this
    // 128 octets hold every identifier in use many times over.
    if (contentEnd === contentStart || contentEnd - contentStart > 128) {
      this.fail('BAD_OBJECT_IDENTIFIER')
    }
    let text = ''
    let arc = 0
    let big: bigint | undefined
    let fresh = true
    for (let i = contentStart; i < contentEnd; i++) {
      const octet = bytes[i] as number
      if (fresh && octet === 0x80) this.fail('BAD_OBJECT_IDENTIFIER')
      fresh = false
      if (big !== undefined) big = big * 128n + BigInt(octet & 0x7f)
      else if (arc > 0x1fff_ffff_ffff) big = BigInt(arc) * 128n + BigInt(octet & 0x7f)
      else arc = arc * 128 + (octet & 0x7f)
      if (octet >= 0x80) continue
      if (text === '') {
        const root = big !== undefined || arc >= 80 ? 2 : arc >= 40 ? 1 : 0
        text = `${root}.${big !== undefined ? big - 80n : arc - root * 40}`
      } else {
        text += `.${big ?? arc}`
      }
      arc = 0
      big = undefined
      fresh = true
    }
    if (!fresh) this.fail('BAD_OBJECT_IDENTIFIER')
    oidTexts.keep(bytes, contentStart, contentEnd, text)
    return text
  }

  /** NULL. */
  null(): void {
    this.next(Tag.null)
    if (this.contentEnd !== this.contentStart) this.fail('BAD_VALUE')
  }
}
