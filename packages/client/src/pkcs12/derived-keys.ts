import type { Budget } from './budget.js'
import type { EncryptionScheme, Pbkdf2 } from './encryption-scheme.js'
import type { Password } from './password.js'
import { pbkdf2 } from './pbkdf2.js'

/**
 * Keys by PBKDF2, begun ahead: the browser derives them beside this thread, which meanwhile derives that of the MAC in JavaScript.
 * A person with a slow file waits for the longest of them, not for all one after the other.
 */
export class DerivedKeys {
  readonly #begun = new Map<Pbkdf2, { readonly password: Password; key: Promise<Uint8Array> }>()
  readonly #budget: Budget

  constructor(budget: Budget) {
    this.#budget = budget
  }

  /** Begins what `of` will be asked for; what fails here is told there. */
  begin(scheme: EncryptionScheme, password: Password): void {
    // Without WebCrypto's help it would only take its turn in this thread.
    if (scheme.kind !== 'pbes2' || scheme.kdf.prf === 'SHA-224') return
    const key = this.#derive(scheme.kdf, password, scheme.cipher.keyBytes)
    key.catch(() => undefined)
    this.#begun.set(scheme.kdf, { password, key })
  }

  /** @returns The key, for the caller to overwrite. */
  async of(kdf: Pbkdf2, password: Password, length: number): Promise<Uint8Array> {
    const begun = this.#begun.get(kdf)
    if (begun?.password !== password) return this.#derive(kdf, password, length)
    this.#begun.delete(kdf)
    return begun.key
  }

  /** Overwrites the keys that nobody took. */
  wipe(): void {
    for (const { key } of this.#begun.values()) {
      key.then(
        (octets) => octets.fill(0),
        () => undefined,
      )
    }
  }

  #derive(kdf: Pbkdf2, { utf8 }: Password, length: number): Promise<Uint8Array> {
    return pbkdf2(kdf, utf8, length, this.#budget)
  }
}
