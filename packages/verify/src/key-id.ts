import type { SubjectPublicKeyInfo } from '@chopmark/core'

const ids = new WeakMap<SubjectPublicKeyInfo, string>()
/** Octets made characters at once: what a call may take as arguments is bounded. */
const octetsAtOnce = 4096

/** A text that tells keys apart: equal SubjectPublicKeyInfos have equal texts. Each octet is a character; never shown. */
export function keyIdOf(key: SubjectPublicKeyInfo): string {
  let id = ids.get(key)
  if (id === undefined) {
    id = ''
    const { raw } = key
    for (let from = 0; from < raw.length; from += octetsAtOnce) {
      const some = raw.subarray(from, from + octetsAtOnce)
      // Applied to the array itself: spread, it would be walked by an iterator.
      id += String.fromCharCode.apply(null, some as unknown as number[])
    }
    ids.set(key, id)
  }
  return id
}
