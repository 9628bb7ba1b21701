import { hmac } from '@noble/hashes/hmac.js'
import type { Budget } from './budget.js'
import type { Mac } from './parse-pfx.js'
import type { Password } from './password.js'
import { pbkdf2 } from './pbkdf2.js'
import { kdfHashes, KdfPurpose, pkcs12Kdf } from './pkcs12-kdf.js'

/**
 * One equality: does the MAC over the AuthenticatedSafe fit this password? Compared in constant time.
 * RFC 7292 §4 (MacData), RFC 9579 (PBMAC1).
 */
export async function verifyMac(
  mac: Mac,
  authenticatedSafe: Uint8Array,
  password: Password,
  budget: Budget,
): Promise<boolean> {
  let key: Uint8Array
  if (mac.kind === 'pbmac1') {
    key = await pbkdf2(mac.kdf, password.utf8, mac.keyLength, budget)
  } else {
    const { outputLen } = kdfHashes[mac.hash]
    const spend = budget.spend.bind(budget)
    key = pkcs12Kdf(
      mac.hash,
      password.bmp,
      mac.salt,
      mac.iterations,
      KdfPurpose.mac,
      outputLen,
      spend,
    )
  }
  const computed = hmac(kdfHashes[mac.hash], key, authenticatedSafe)
  key.fill(0)
  return equalInConstantTime(computed, mac.value)
}

/** Takes the same time wherever the octets differ; the length is no secret. */
export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}
