import { latin1Text, type SubjectPublicKeyInfo } from '@chopmark/core'

const ids = new WeakMap<SubjectPublicKeyInfo, string>()

/** A text that tells keys apart: equal SubjectPublicKeyInfos have equal texts. Each octet is a character; never shown. */
export function keyIdOf(key: SubjectPublicKeyInfo): string {
  let id = ids.get(key)
  if (id === undefined) {
    id = latin1Text(key.raw)
    ids.set(key, id)
  }
  return id
}
