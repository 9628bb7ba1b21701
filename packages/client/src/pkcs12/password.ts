/**
 * A password in the encodings of PKCS#12, made from UTF-16 code units, so that the caller can overwrite what it holds
 * (a JavaScript string cannot be).
 */
export interface Password {
  /** BMPString with the two-octet terminator, RFC 7292 §B.1. Surrogate pairs stay as they are, as every writer does it. */
  readonly bmp: Uint8Array
  /** UTF-8 without terminator: PBES2 and PBMAC1. RFC 9579 §5. */
  readonly utf8: Uint8Array
}

/**
 * Encodes a password. `units` is left as it is.
 * @param units - UTF-16 code units; none for the empty password.
 * @param terminated - False gives the empty BMP form (no octets) that some writers use for "no password".
 */
export function encodePassword(units: Uint16Array, terminated = true): Password {
  const bmp = new Uint8Array(terminated ? units.length * 2 + 2 : 0)
  if (terminated) {
    units.forEach((unit, index) => {
      bmp[index * 2] = unit >> 8
      bmp[index * 2 + 1] = unit & 0xff
    })
  }
  return { bmp, utf8: utf8Of(units) }
}

/** UTF-16 code units of a text. */
export function codeUnits(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
}

/** Overwrites the octets. Copies that the engine made on its own cannot be reached. */
export function wipePassword(password: Password): void {
  password.bmp.fill(0)
  password.utf8.fill(0)
}

/** UTF-8 of code units without a string in between; a lone surrogate becomes U+FFFD, as TextEncoder has it. */
function utf8Of(units: Uint16Array): Uint8Array {
  const out = new Uint8Array(units.length * 3)
  let at = 0
  for (let index = 0; index < units.length; index++) {
    let point = units[index] ?? 0
    if (point >= 0xd800 && point < 0xe000) {
      const low = units[index + 1] ?? 0
      if (point < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
        point = 0x1_0000 + ((point - 0xd800) << 10) + (low - 0xdc00)
        index++
      } else point = 0xfffd
    }
    if (point < 0x80) out[at++] = point
    else {
      if (point < 0x800) out[at++] = 0xc0 | (point >> 6)
      else {
        if (point < 0x1_0000) out[at++] = 0xe0 | (point >> 12)
        else {
          out[at++] = 0xf0 | (point >> 18)
          out[at++] = 0x80 | ((point >> 12) & 0x3f)
        }
        out[at++] = 0x80 | ((point >> 6) & 0x3f)
      }
      out[at++] = 0x80 | (point & 0x3f)
    }
  }
  const utf8 = out.slice(0, at)
  out.fill(0)
  return utf8
}
