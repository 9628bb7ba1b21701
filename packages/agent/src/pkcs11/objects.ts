import { cka, ckf } from './constants.js'
import type { Cryptoki, Handle } from './cryptoki.js'

/** A card holds a handful of objects; a driver that names more is broken or hostile. */
const maxObjects = 256
/** Certificates have 1 to 2 kB, moduli at most 1 kB. */
const maxAttributeBytes = 65_536

/** Runs `use` in a session of its own. */
export function withSession<T>(cryptoki: Cryptoki, slot: Handle, use: (session: Handle) => T): T {
  const session = cryptoki.C_OpenSession(slot, ckf.serialSession)
  try {
    return use(session)
  } finally {
    try {
      cryptoki.C_CloseSession(session)
    } catch {
      // The card is gone, and the session with it.
    }
  }
}

/** All objects of a class, with what else the template asks for. */
export function findObjects(
  cryptoki: Cryptoki,
  session: Handle,
  template: readonly { readonly type: number; readonly value: number | Buffer | boolean }[],
): readonly Handle[] {
  cryptoki.C_FindObjectsInit(session, [...template])
  try {
    const found: Handle[] = []
    while (found.length < maxObjects) {
      const some = cryptoki.C_FindObjects(session, 16)
      if (some.length === 0) break
      found.push(...some)
    }
    return found
  } finally {
    cryptoki.C_FindObjectsFinal(session)
  }
}

/** One attribute; undefined when the object has none, or hides it. */
export function attributeOf(
  cryptoki: Cryptoki,
  session: Handle,
  object: Handle,
  type: number,
): Buffer | undefined {
  try {
    const [attribute] = cryptoki.C_GetAttributeValue(session, object, [{ type }])
    const value = attribute?.value
    return Buffer.isBuffer(value) && value.length > 0 && value.length <= maxAttributeBytes
      ? value
      : undefined
  } catch {
    return undefined
  }
}

/** Is a CK_BBOOL attribute true? */
export function isTrue(cryptoki: Cryptoki, session: Handle, object: Handle, type: number): boolean {
  return attributeOf(cryptoki, session, object, type)?.[0] === 1
}

/** The public number by which a key object is told apart: modulus, or the point without the OCTET STRING around it. */
export function publicNumber(
  cryptoki: Cryptoki,
  session: Handle,
  object: Handle,
): Buffer | undefined {
  const modulus = attributeOf(cryptoki, session, object, cka.modulus)
  if (modulus !== undefined) return withoutZeros(modulus)
  const point = attributeOf(cryptoki, session, object, cka.ecPoint)
  if (point === undefined) return undefined
  // Some drivers leave the OCTET STRING out: then the length is that of an uncompressed point.
  const bare = point.length === 65 || point.length === 97 || point.length === 133
  const header = bare ? 0 : point[1] === 0x81 ? 3 : 2
  return point.subarray(header)
}

function withoutZeros(number: Buffer): Buffer {
  const start = number.findIndex((octet) => octet !== 0)
  return number.subarray(Math.max(start, 0))
}
