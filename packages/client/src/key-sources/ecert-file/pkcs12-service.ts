import { ecdsaSignatureDer, UsageError } from '@chopmark/core'
import { webCryptoAlgorithm } from '../../certificate/key-algorithm.js'
import { type LoadedKey, loadKeys } from '../../pkcs12/load-keys.js'
import { inspectPkcs12, openPkcs12 } from '../../pkcs12/open-pkcs12.js'
import { checkOwnAttributes } from '../../signing/check-own-attributes.js'
import type { Pkcs12Answer, Pkcs12Question } from './pkcs12-protocol.js'

/**
 * The worker's inside: opens PKCS#12 files and signs with what they hold. Keys stay here, non-extractable; the page gets
 * certificates and signature values. It signs signed attributes of Chopmark signatures and nothing else.
 * @param answer - Sends to the page.
 */
export function pkcs12Service(
  answer: (message: Pkcs12Answer) => void,
): (question: Pkcs12Question) => Promise<void> {
  let keys: readonly LoadedKey[] = []

  const open = async (question: Pkcs12Question & { kind: 'open' }): Promise<Pkcs12Answer> => {
    const { id, bytes, pin, hash } = question
    const onProgress = (share: number): void => answer({ id, kind: 'progress', share })
    try {
      const opened = await openPkcs12(bytes, pin, { onProgress })
      if (!opened.ok) return { id, kind: 'problem', problem: opened }
      const loaded = await loadKeys(opened.value, hash)
      if (!loaded.ok) return { id, kind: 'problem', problem: loaded }
      keys = loaded.value
      const described = keys.map(({ certificate, chain, algorithm, name }) => ({
        certificate,
        chain,
        algorithm,
        ...(name === undefined ? {} : { name }),
      }))
      return { id, kind: 'opened', keys: described }
    } finally {
      pin.fill(0)
      bytes.fill(0)
    }
  }

  const sign = async (question: Pkcs12Question & { kind: 'sign' }): Promise<Pkcs12Answer> => {
    const { id, attributes } = question
    const loaded = keys[question.key]
    if (loaded === undefined) return { id, kind: 'failed' }
    const { key, algorithm, certificate } = loaded
    await checkOwnAttributes(attributes, certificate)
    const octets = Uint8Array.from(attributes)
    const raw = await globalThis.crypto.subtle.sign(webCryptoAlgorithm(algorithm), key, octets)
    const value = new Uint8Array(raw)
    const signature = algorithm.scheme === 'ECDSA' ? ecdsaSignatureDer(value) : value
    return { id, kind: 'signed', signature }
  }

  return async (question) => {
    const { id } = question
    try {
      switch (question.kind) {
        case 'inspect': {
          const problem = inspectPkcs12(question.bytes)
          answer(problem.ok ? { id, kind: 'inspected' } : { id, kind: 'problem', problem })
          break
        }
        case 'open':
          answer(await open(question))
          break
        case 'sign':
          answer(await sign(question))
          break
      }
    } catch (error) {
      const misuse = error instanceof UsageError && error.code === 'NOT_OWN_ATTRIBUTES'
      answer({ id, kind: misuse ? 'not-own-attributes' : 'failed' })
    }
  }
}
