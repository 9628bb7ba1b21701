import { createHash } from 'node:crypto'
import { UsageError } from '@chopmark/core'

const hkidPattern = /^([A-Z]{1,2}[0-9]{6})\([A0-9]\)$/

/**
 * What iAM Smart compares a person's identity card number by: base64 of SHA-256 over letters and six digits, without the
 * check digit. The number is short, so the hash gives it away to whoever tries them all: treat it as the number itself.
 * @param hkid - As it stands on the card: `A123456(7)`.
 * @throws UsageError `INVALID_HKID`; the message does not repeat the number.
 */
export function hkicHash(hkid: string): string {
  const number = hkidPattern.exec(hkid)?.[1]
  if (number === undefined) {
    throw new UsageError('INVALID_HKID', 'Give the number as on the card, such as A123456(7).')
  }
  return createHash('sha256').update(number, 'ascii').digest('base64')
}
