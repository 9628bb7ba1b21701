import { verify } from 'node:crypto'
import { ecdsaSignatureDer } from '@chopmark/core'
import { CardError } from '../card-error.js'
import type { Hash, PinState } from '../protocol.js'
import { asCardError } from './as-card-error.js'
import { cka, ckf, ckm, cko, ckr, cku } from './constants.js'
import { ckrOf, type Cryptoki, type Handle } from './cryptoki.js'
import { digestInfo, digestOf } from './digest-info.js'
import type { CardKey } from './find-keys.js'
import { attributeOf, findObjects, isTrue, publicNumber, withSession } from './objects.js'
import { isWorse, pinState } from './pin-state.js'

/** How the card stands before a PIN is asked for. */
export interface CardState {
  readonly pin: PinState
  readonly pinPad: boolean
}

/** @throws CardError `CARD_REMOVED`, `CARD_FAILED` */
export function cardState({ cryptoki, slot }: CardKey): CardState {
  try {
    const { flags } = cryptoki.C_GetTokenInfo(slot)
    return {
      pin: pinState(flags),
      pinPad: (flags & ckf.protectedAuthenticationPath) !== 0,
    }
  } catch (error) {
    throw asCardError(error)
  }
}

/** Octets that the card signs, hashed so. */
export interface CardOctets {
  readonly attributes: Uint8Array
  readonly hash: Hash
}

export interface CardSigning {
  readonly documents: readonly CardOctets[]
  /** Absent: the PIN pad asks for it. */
  readonly pin?: string
  /** What the person was told about the PIN. */
  readonly told: PinState
}

/**
 * Signs on the card: logs in once, signs each document, logs out; all or nothing. Each signature is verified with the
 * certificate's key before it is given away, so that a card with another key under the same id is noticed here.
 * @returns The signature values as SignerInfo has them, in the order of the documents.
 * @throws CardError
 */
export function signOnCard(key: CardKey, signing: CardSigning): readonly Uint8Array[] {
  const { cryptoki, slot, certificate } = key
  const { documents, pin, told } = signing
  const before = cardState(key)
  if (before.pin === 'locked') throw new CardError('PIN_LOCKED', 'locked')
  if (isWorse(before.pin, told)) throw new CardError('PIN_STATE', before.pin)
  if (!before.pinPad && pin === undefined) throw new CardError('MALFORMED')
  try {
    return withSession(cryptoki, slot, (session) => {
      login(key, session, before.pinPad ? undefined : pin)
      try {
        const object = privateKey(key, session)
        const again = (): void => {
          if (isTrue(cryptoki, session, object, cka.alwaysAuthenticate)) {
            enter(cryptoki, session, cku.contextSpecific, before.pinPad ? undefined : pin)
          }
        }
        return documents.map((document) => {
          const signature = rawSignature(key, session, object, document, again)
          const { hash, attributes } = document
          if (!verify(digestName(hash), attributes, certificate.publicKey, signature)) {
            throw new CardError('NO_KEY')
          }
          return signature
        })
      } finally {
        logout(key, session)
      }
    })
  } catch (error) {
    const problem = asCardError(error)
    if (problem instanceof CardError && problem.problem === 'PIN_WRONG') {
      const now = cardState(key).pin
      throw new CardError(now === 'locked' ? 'PIN_LOCKED' : 'PIN_WRONG', now, { cause: error })
    }
    throw problem
  }
}

function login({ cryptoki }: CardKey, session: Handle, pin: string | undefined): void {
  try {
    enter(cryptoki, session, cku.user, pin)
  } catch (error) {
    if (ckrOf(error) !== ckr.userAlreadyLoggedIn) throw error
    // Logged in by whom? The person has to give the PIN for this signature.
    cryptoki.C_Logout(session)
    enter(cryptoki, session, cku.user, pin)
  }
}

/**
 * Without a PIN the PIN pad asks. The standard wants a null pointer then; the binding can pass an empty text only, which
 * drivers for PIN pads take the same way (OpenSC drops whatever it is given).
 */
function enter(cryptoki: Cryptoki, session: Handle, user: number, pin = ''): void {
  cryptoki.C_Login(session, user, pin)
}

function logout({ cryptoki }: CardKey, session: Handle): void {
  try {
    cryptoki.C_Logout(session)
  } catch {
    // The card is gone, and the login with it.
  }
}

/** The private key of the certificate: by its public number where the card tells it, else by the id they share. */
function privateKey({ cryptoki, certificate, objectId }: CardKey, session: Handle): Handle {
  const objects = findObjects(cryptoki, session, [{ type: cka.class, value: cko.privateKey }])
  const wanted = Buffer.from(certificate.publicNumber)
  const sharesId = (object: Handle): boolean =>
    objectId !== undefined &&
    objectId.length > 0 &&
    attributeOf(cryptoki, session, object, cka.id)?.equals(objectId) === true
  const byNumber = objects.find(
    (object) => publicNumber(cryptoki, session, object)?.equals(wanted) === true,
  )
  // A lone key that tells neither number nor id may be the one: the signature is verified before it leaves.
  const lone = objects.length === 1 ? objects[0] : undefined
  const found = byNumber ?? objects.find(sharesId) ?? lone
  if (found === undefined) throw new CardError('NO_KEY')
  return found
}

const rsaWithHash = {
  'SHA-256': ckm.sha256RsaPkcs,
  'SHA-384': ckm.sha384RsaPkcs,
  'SHA-512': ckm.sha512RsaPkcs,
} as const

function rawSignature(
  { cryptoki, slot, certificate }: CardKey,
  session: Handle,
  object: Handle,
  { attributes, hash }: CardOctets,
  authenticate: () => void,
): Uint8Array {
  const run = (mechanism: number, data: Uint8Array, sizeBytes: number): Uint8Array => {
    cryptoki.C_SignInit(session, { mechanism }, object)
    authenticate()
    return Uint8Array.from(cryptoki.C_Sign(session, Buffer.from(data), Buffer.alloc(sizeBytes)))
  }
  if (certificate.kind === 'EC') {
    const digest = digestOf(hash, attributes).subarray(0, certificate.sizeBytes)
    return ecdsaSignatureDer(run(ckm.ecdsa, digest, 2 * certificate.sizeBytes))
  }
  // A card that hashes itself sees what it signs; one that only pads gets the DigestInfo.
  if (cryptoki.C_GetMechanismList(slot).includes(rsaWithHash[hash])) {
    try {
      return run(rsaWithHash[hash], attributes, certificate.sizeBytes)
    } catch (error) {
      const code = ckrOf(error)
      if (code !== ckr.mechanismInvalid && code !== ckr.keyTypeInconsistent) throw error
    }
  }
  return run(ckm.rsaPkcs, digestInfo(hash, attributes), certificate.sizeBytes)
}

function digestName(hash: Hash): string {
  return hash.replace('-', '').toLowerCase()
}
