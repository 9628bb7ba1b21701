import { type DecryptionProblem, decryptionProblem } from './encryption-problem.js'
import { parseEnveloped } from './parse-enveloped.js'
import type { RecipientId, RecipientInfo } from './read-recipient-info.js'

/** What anybody can see of an encrypted message. */
export interface EnvelopedSummary {
  readonly authenticated: boolean
  /** Dotted OID. */
  readonly contentAlgorithm: string
  /** One for each key in the message; `id` for those of certificates. */
  readonly recipients: readonly {
    readonly kind: RecipientInfo['kind']
    readonly id?: RecipientId
  }[]
}

/**
 * Looks at an encrypted message without a key: is it one, and for whom? A person is asked for a file and a PIN only then.
 * @param message - CMS, DER or BER.
 */
export function inspectEnveloped(
  message: Uint8Array,
): { readonly ok: true; readonly value: EnvelopedSummary } | DecryptionProblem {
  try {
    const { authenticated, algorithm, recipientInfos } = parseEnveloped(message)
    const recipients = recipientInfos.flatMap((info): EnvelopedSummary['recipients'] => {
      if (info.kind === 'key-transport') return [{ kind: info.kind, id: info.id }]
      if (info.kind === 'key-agreement') return info.keys.map(({ id }) => ({ kind: info.kind, id }))
      return [{ kind: info.kind }]
    })
    return { ok: true, value: { authenticated, contentAlgorithm: algorithm.oid, recipients } }
  } catch (error) {
    return decryptionProblem(error)
  }
}
