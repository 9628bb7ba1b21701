import {
  attributeOids,
  hex,
  type Instant,
  parseSignedData,
  parseTstInfo,
  sameOctets,
} from '@chopmark/core'
import type { DecisionContext } from '../decision-context.js'
import type { EvidenceItem } from '../evidence.js'
import { settled, type Steps } from '../revocation/steps.js'
import type { SignatureCase } from './signature-state.js'
import {
  imprintDigest,
  type TimeStampAnswer,
  type TimeStampInput,
  validateTimeStampToken,
} from './validate-time-stamp-token.js'

/** Tokens looked at for one signature, inside it and as many beside it: archives renew theirs, and the first that holds is enough. */
const maxTimeStamps = 4

export interface SignatureTimeStamps {
  readonly answers: readonly TimeStampAnswer[]
  /** The earliest moment by which the signature provably existed; null: no token proves one. */
  readonly provenAt: Instant | null
  /** One of the signature's own attributes holds: then it is a CAdES-B-T signature. */
  readonly holdsInside: boolean
}

const none: SignatureTimeStamps = { answers: [], provenAt: null, holdsInside: false }

/**
 * The tokens that stamp a signature: those among the evidence, and its signature-time-stamp attributes. Anybody can add one of these, so
 * a token that does not hold proves nothing and harms nothing: its checks are listed and never speak.
 * Source: ETSI EN 319 102-1 §5.5.4; RFC 5126 §6.1.1.
 */
export function* signatureTimeStamps(
  { signerInfo }: SignatureCase,
  items: readonly EvidenceItem[],
  context: DecisionContext,
): Steps<SignatureTimeStamps> {
  const { unsignedAttributes = [], signatureValue: stamped } = signerInfo
  if (unsignedAttributes.length === 0 && !items.some(isTimeStamp)) return none
  const inside = unsignedAttributes
    .filter(({ oid }) => oid === attributeOids.signatureTimeStamp)
    .flatMap(({ values }) => values)
    .map((token): TimeStampInput => ({ token, stamped }))
    .slice(0, maxTimeStamps)
  const beside = yield* tokensBeside(stamped, items, context)
  if (inside.length + beside.length === 0) return none
  const answers: TimeStampAnswer[] = []
  let provenAt: Instant | null = null
  let holdsInside = false
  for (const input of [...beside, ...inside]) {
    const answer = yield* settled(validateTimeStampToken(input, context))
    answers.push(answer)
    if (answer.provenAt === null) continue
    holdsInside ||= inside.includes(input)
    if (provenAt === null || answer.provenAt < provenAt) provenAt = answer.provenAt
  }
  return { answers, provenAt, holdsInside }
}

function isTimeStamp({ kind }: EvidenceItem): boolean {
  return kind === 'timestamp'
}

/** Tokens among the evidence whose imprint is that of this very signature value, in the order of their digests. */
function* tokensBeside(
  stamped: Uint8Array,
  items: readonly EvidenceItem[],
  context: DecisionContext,
): Steps<readonly TimeStampInput[]> {
  const found = new Map<string, TimeStampInput>()
  for (const item of items) {
    if (item.kind !== 'timestamp') continue
    const { bytes: token, nonce } = item
    const signed = parseSignedData(token)
    const info = signed.ok ? parseTstInfo(signed.value.eContent ?? new Uint8Array()) : signed
    if (!info.ok) continue
    const digest = yield* settled(imprintDigest(info.value, stamped, context))
    if (digest === null || !sameOctets(digest, info.value.hashedMessage)) continue
    const sha256 = hex(yield* settled(context.crypto.digest('SHA-256', token)))
    const key = `${sha256} ${nonce === undefined ? '' : hex(nonce)}`
    found.set(key, { token, stamped, ...(nonce !== undefined && { nonce }) })
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, input]) => input)
    .slice(0, maxTimeStamps)
}
