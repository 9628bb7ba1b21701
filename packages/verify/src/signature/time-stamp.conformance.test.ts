import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  instant,
  parseCertificate,
  parseTimeStampResponse,
  trustAnchors,
  webCrypto,
} from '@chopmark/core'
import { corporaFolder, readCorpus } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { createDecisionContext } from '../create-decision-context.js'
import { anyAlgorithms } from '../default-algorithms.js'
import { definePolicy } from '../define-policy.js'
import { anchorOf, rootCertificate } from '../revocation/revocation.test-support.js'
import { type TimeStampAnswer, validateTimeStampToken } from './validate-time-stamp-token.js'

interface TspCase {
  readonly file: string
  readonly kind: 'TimeStampResp' | 'TimeStampToken' | 'TimeStampReq'
  readonly certs?: readonly string[]
  readonly trustAnchor?: string
  readonly expected: { readonly signatureIntact?: boolean }
}

const folder = corporaFolder()
const items = (readCorpus('tsp')?.items ?? []) as unknown as readonly TspCase[]
const tokens = items.filter(({ expected }) => expected.signatureIntact !== undefined)

describe.skipIf(folder === null)('time-stamp corpus, needs ../shared/corpora/tsp', () => {
  it.each(tokens.map((test) => [test.file, test] as const))(
    'finds the signature of %s intact',
    async (_, test) => {
      const { checks, signer } = await validate(test, '2021-03-01T00:00:00Z')
      const crypto = checks.filter(({ id }) => id.startsWith('crypto.'))
      const outcomes = new Map(crypto.map(({ id, status }) => [id, status]))
      expect(signer).not.toBeNull()
      expect(outcomes.get('crypto.signature-value')).toBe('PASSED')
      expect(outcomes.get('crypto.message-digest')).toBe('PASSED')
      expect(checks.find(({ id }) => id === 'timestamp.token')?.status).toBe('PASSED')
      // What was stamped is not in the corpus; anything else is refused.
      expect(checks.find(({ id }) => id === 'timestamp.message-imprint')).toMatchObject({
        subIndication: 'HASH_FAILURE',
      })
    },
  )

  it('leads the unit of the Sectigo answer to its anchor, made for time-stamping', async () => {
    const test = tokens.find(({ trustAnchor }) => trustAnchor !== undefined)
    if (test === undefined) throw new Error('no token with an anchor')
    const { path, speaker } = await validate(test, '2021-03-01T00:00:00Z')
    expect(path?.best.valid, JSON.stringify(path?.best.stoppedBy)).toBe(true)
    expect(speaker?.id).toBe('timestamp.message-imprint')
  })
})

async function validate(test: TspCase, at: string): Promise<TimeStampAnswer> {
  const bytes = bytesOf(test.file)
  const response = test.kind === 'TimeStampResp' ? parseTimeStampResponse(bytes) : null
  const token = response?.ok === true ? (response.value.token ?? bytes) : bytes
  const anchor = anchorOf(
    test.trustAnchor === undefined ? rootCertificate : bytesOf(test.trustAnchor),
  )
  const policy = definePolicy({
    id: 'tsp-corpus',
    trustAnchors: trustAnchors([{ ...anchor, id: 'tsp/anchor', use: 'time-stamping' }]),
    algorithms: anyAlgorithms(),
    revocation: { required: 'never' },
    requireRecognition: false,
  })
  const certificates = (test.certs ?? []).map(bytesOf)
  for (const certificate of certificates) expect(parseCertificate(certificate).ok).toBe(true)
  const context = await createDecisionContext({
    items: certificates.map((certificate) => ({ kind: 'certificate', bytes: certificate })),
    crypto: webCrypto(),
    policy,
    validationTime: instant(at),
  })
  return validateTimeStampToken({ token, stamped: Uint8Array.of(0) }, context)
}

/** DER or PEM. */
function bytesOf(name: string): Uint8Array {
  const bytes = new Uint8Array(readFileSync(join(folder ?? '', 'tsp', name)))
  if (bytes[0] === 0x30) return bytes
  const text = new TextDecoder().decode(bytes)
  const base64 = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(text)?.[1] ?? ''
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
