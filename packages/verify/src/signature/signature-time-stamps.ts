import { attributeOids, type Instant } from '@chopmark/core'
import type { DecisionContext } from '../decision-context.js'
import { settled, type Steps } from '../revocation/steps.js'
import type { SignatureCase } from './signature-state.js'
import { type TimeStampAnswer, validateTimeStampToken } from './validate-time-stamp-token.js'

/** Tokens looked at for one signature: archives renew theirs, and the first that holds is enough. */
const maxTimeStamps = 4

export interface SignatureTimeStamps {
  readonly answers: readonly TimeStampAnswer[]
  /** The earliest moment by which the signature provably existed; null: no token proves one. */
  readonly provenAt: Instant | null
}

const none: SignatureTimeStamps = { answers: [], provenAt: null }

/**
 * The signature-time-stamp attributes of a signature. Anybody can add one, so a token that does not hold proves nothing and
 * harms nothing: its checks are listed and never speak. Source: ETSI EN 319 102-1 §5.5.4; RFC 5126 §6.1.1.
 */
export function* signatureTimeStamps(
  { signerInfo }: SignatureCase,
  context: DecisionContext,
): Steps<SignatureTimeStamps> {
  if (signerInfo.unsignedAttributes === undefined) return none
  const tokens = signerInfo.unsignedAttributes
    .filter(({ oid }) => oid === attributeOids.signatureTimeStamp)
    .flatMap(({ values }) => values)
    .slice(0, maxTimeStamps)
  const answers: TimeStampAnswer[] = []
  let provenAt: Instant | null = null
  for (const token of tokens) {
    const input = { token, stamped: signerInfo.signatureValue }
    const answer = yield* settled(validateTimeStampToken(input, context))
    answers.push(answer)
    if (answer.provenAt !== null && (provenAt === null || answer.provenAt < provenAt)) {
      provenAt = answer.provenAt
    }
  }
  return { answers, provenAt }
}
