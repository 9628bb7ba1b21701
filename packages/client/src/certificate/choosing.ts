import type { CertificateKinds, Instant, SignatureRequest } from '@chopmark/core'
import type { KeyHandle } from '../key-sources/key-source.js'
import { type Candidate, describeKey } from './describe-key.js'
import { lastChoice } from './last-choice.js'

// The chunk that comes while the person reads: all that choosing a source and a certificate takes.
export { certificatesScreen } from '../dialog/certificates-screen.js'
export { keepChoice, lastChoice } from './last-choice.js'

/** What a page may say of the choice of a certificate. */
export interface ChoosingOptions {
  /**
   * Kinds of certificate with their names, renewal addresses and banks, or a way to get them: asked for once, and done
   * without after five seconds. Absent: a certificate is described by what stands in it.
   */
  readonly certificateKinds?: CertificateKinds | (() => Promise<CertificateKinds>)
  /** Keep in this browser which source and certificate were used last, and offer them first. Absent: true. */
  readonly rememberChoice?: boolean
}

const kindsTimeoutMs = 5000
const order = { yes: 0, doubtful: 1, no: 2 } as const

/** Describes keys, those that fit best first, and among them the one that was used last. */
export async function describeKeys(
  keys: readonly KeyHandle[],
  request: SignatureRequest,
  { certificateKinds, rememberChoice = true }: ChoosingOptions,
): Promise<readonly Candidate[]> {
  const now = Date.now() as Instant
  const kinds = await kindsOf(certificateKinds)
  const described = await Promise.all(keys.map((key) => describeKey(key, request, now, kinds)))
  const last = rememberChoice ? lastChoice()?.certificate : undefined
  const rank = ({ fit, sha256 }: Candidate): number => order[fit.fits] * 2 + Number(sha256 !== last)
  return described.sort((a, b) => rank(a) - rank(b))
}

/** They help a person to see what is what; without them the dialog works all the same. */
async function kindsOf(
  given: ChoosingOptions['certificateKinds'],
): Promise<CertificateKinds | undefined> {
  if (typeof given !== 'function') return given
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), kindsTimeoutMs)
  })
  try {
    return await Promise.race([given(), late])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
