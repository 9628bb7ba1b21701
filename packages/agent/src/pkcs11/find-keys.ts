import { createHash } from 'node:crypto'
import { nameKey, parseCertificate } from '@chopmark/core'
import { CardError } from '../card-error.js'
import { type CardCertificate, cardCertificate, isCa } from './card-certificate.js'
import { cka, ckf, cko } from './constants.js'
import type { Cryptoki, Handle, LoadedModule } from './cryptoki.js'
import { attributeOf, findObjects, publicNumber, withSession } from './objects.js'

/** A key on a card, by its certificate: private keys show themselves only once the PIN has been entered. */
export interface CardKey {
  /** SHA-256 of the certificate and of the token's names, hex: the same in whatever reader the card lies. */
  readonly id: string
  readonly certificate: CardCertificate
  readonly chain: readonly Uint8Array[]
  readonly cryptoki: Cryptoki
  readonly slot: Handle
  readonly reader: string
  readonly token: string
  /** CKA_ID of the certificate, which its private key shares; a backup copy has none. */
  readonly objectId: Buffer | undefined
  /** The certificate is a backup copy: the card holds no certificate object for the key. */
  readonly backup: boolean
}

/** More readers than anyone has; a driver that names more is broken. */
const maxSlots = 32
const maxChain = 8

/**
 * Finds all keys that may sign, on all cards in all readers.
 * @param backups - Certificates kept beside the host, for cards that have lost theirs.
 * @throws CardError the first link that broke: `NO_DRIVER`, `NO_READER`, `NO_CARD`, `NO_CERTIFICATE`.
 */
export function findKeys(
  modules: readonly LoadedModule[],
  backups: readonly CardCertificate[],
): readonly CardKey[] {
  if (modules.length === 0) throw new CardError('NO_DRIVER')
  let readers = 0
  let cards = 0
  const keys = new Map<string, CardKey>()
  for (const { cryptoki } of modules) {
    for (const slot of slotsOf(cryptoki, false)) {
      if (isReader(cryptoki, slot)) readers++
    }
    for (const slot of slotsOf(cryptoki, true)) {
      const found = keysOf(cryptoki, slot, backups)
      if (found === undefined) continue
      cards++
      // Two drivers may see one card; the first keeps it.
      for (const key of found) if (!keys.has(key.id)) keys.set(key.id, key)
    }
  }
  if (keys.size > 0) return [...keys.values()]
  throw new CardError(cards > 0 ? 'NO_CERTIFICATE' : readers > 0 ? 'NO_CARD' : 'NO_READER')
}

function slotsOf(cryptoki: Cryptoki, withCard: boolean): readonly Handle[] {
  try {
    return cryptoki.C_GetSlotList(withCard).slice(0, maxSlots)
  } catch {
    return []
  }
}

/** A slot of software without a token is no reader that a person could put a card into. */
function isReader(cryptoki: Cryptoki, slot: Handle): boolean {
  try {
    return (cryptoki.C_GetSlotInfo(slot).flags & ckf.removableDevice) !== 0
  } catch {
    return false
  }
}

/** Undefined: no card that has been set up, or one that went away meanwhile. */
function keysOf(
  cryptoki: Cryptoki,
  slot: Handle,
  backups: readonly CardCertificate[],
): readonly CardKey[] | undefined {
  try {
    const info = cryptoki.C_GetTokenInfo(slot)
    if ((info.flags & ckf.tokenInitialized) === 0) return undefined
    const reader = cryptoki.C_GetSlotInfo(slot).slotDescription.trim()
    const token = info.label.trim()
    const place = [info.manufacturerID, info.model, info.serialNumber, info.label].join('\u0000')
    const make = (
      certificate: CardCertificate,
      chain: readonly Uint8Array[],
      objectId: Buffer | undefined,
    ): CardKey => ({
      id: createHash('sha256').update(certificate.sha256).update(place).digest('hex'),
      certificate,
      chain,
      cryptoki,
      slot,
      reader,
      token,
      objectId,
      backup: objectId === undefined,
    })
    return withSession(cryptoki, slot, (session) => {
      const { own, authorities } = certificatesOf(cryptoki, session)
      const keys = own.map(({ certificate, objectId }) =>
        make(certificate, chainOf(certificate.der, authorities), objectId),
      )
      const held = new Set(own.map(({ certificate }) => hexOf(certificate.sha256)))
      const numbers = publicNumbers(cryptoki, session)
      for (const backup of backups) {
        // A card that hides its public keys as well cannot contradict: after the PIN its private key will.
        const fits =
          numbers.length === 0
            ? own.length === 0
            : numbers.some((number) => number.equals(backup.publicNumber))
        if (fits && !held.has(hexOf(backup.sha256))) {
          keys.push(make(backup, chainOf(backup.der, authorities), undefined))
        }
      }
      return keys
    })
  } catch {
    return undefined
  }
}

function certificatesOf(
  cryptoki: Cryptoki,
  session: Handle,
): {
  readonly own: readonly { readonly certificate: CardCertificate; readonly objectId: Buffer }[]
  readonly authorities: readonly Uint8Array[]
} {
  const own: { certificate: CardCertificate; objectId: Buffer }[] = []
  const authorities: Uint8Array[] = []
  const template = [
    { type: cka.class, value: cko.certificate },
    { type: cka.certificateType, value: 0 },
  ]
  for (const object of findObjects(cryptoki, session, template)) {
    const value = attributeOf(cryptoki, session, object, cka.value)
    if (value === undefined) continue
    const der = Uint8Array.from(value)
    const certificate = cardCertificate(der)
    if (certificate !== undefined) {
      const objectId = attributeOf(cryptoki, session, object, cka.id) ?? Buffer.alloc(0)
      own.push({ certificate, objectId })
    } else {
      const parsed = parseCertificate(der)
      if (parsed.ok && isCa(parsed.value)) authorities.push(der)
    }
  }
  return { own, authorities }
}

function publicNumbers(cryptoki: Cryptoki, session: Handle): readonly Buffer[] {
  return findObjects(cryptoki, session, [{ type: cka.class, value: cko.publicKey }]).flatMap(
    (object) => publicNumber(cryptoki, session, object) ?? [],
  )
}

/** Issuers by name upwards, without a self-signed root; whether they signed is for the verifier to ask. */
function chainOf(der: Uint8Array, authorities: readonly Uint8Array[]): readonly Uint8Array[] {
  const chain: Uint8Array[] = []
  let current = der
  while (chain.length < maxChain) {
    const parsed = parseCertificate(current)
    if (!parsed.ok) break
    const wanted = nameKey(parsed.value.issuer)
    const next = authorities.find((candidate) => {
      const above = parseCertificate(candidate)
      return (
        above.ok &&
        nameKey(above.value.subject) === wanted &&
        nameKey(above.value.issuer) !== wanted &&
        !chain.includes(candidate)
      )
    })
    if (next === undefined) break
    chain.push(next)
    current = next
  }
  return chain
}

function hexOf(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex')
}
