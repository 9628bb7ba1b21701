import { type Fault, type IssuedCertificate, sandboxTrust } from '@chopmark/test-pki'
import { validateDocument } from '@chopmark/verify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  answerTo,
  content,
  openPortal,
  requestInput,
  type TestPortal,
} from '../portal.test-support.js'
import { collectEvidence } from './collector.js'
import { digestStream } from './digest-stream.js'

let portal: TestPortal
let signer: IssuedCertificate
let signature: Uint8Array
beforeAll(async () => {
  portal = await openPortal()
  signer = await portal.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
  signature = answerTo(await portal.chopmark.createRequest(requestInput()), signer)
})
afterEach(() => portal.sandbox.clearFaults())
afterAll(() => portal.close())

/** Collects under a fault of the revocation sources, and gives what failed and what was decided. */
async function underFault(crl: Fault | null, ocsp: Fault | null) {
  portal.sandbox.setFault('crl', crl)
  portal.sandbox.setFault('ocsp', ocsp)
  const { policy } = portal
  const validationTime = portal.now()
  const evidence = await collectEvidence(signature, policy, validationTime, {
    content: await digestStream([content], ['SHA-256']),
    limits: { maxCrlBytes: 256 * 1024 },
    fetch: {
      allowAddresses: [sandboxTrust(portal.pki).host],
      connectTimeoutMs: 300,
      totalTimeoutMs: 600,
    },
  })
  const { reports } = await validateDocument(evidence, policy, validationTime)
  const reasons = evidence.items.flatMap((item) =>
    item.kind === 'failed-fetch' ? [item.reason] : [],
  )
  return {
    reasons: [...new Set(reasons)],
    said: reports[0].subIndication ?? reports[0].indication,
    fetched: evidence.items.filter(({ kind }) => kind !== 'failed-fetch').length,
  }
}

describe('a CA in trouble', () => {
  it.each<[Fault, string]>([
    ['timeout', 'TIMEOUT'],
    ['http-500', 'HTTP_STATUS'],
    ['not-found', 'NOT_FOUND'],
    ['truncated', 'CONNECTION'],
    ['cut', 'NOT_ASN1'],
    ['wrong-content', 'NOT_ASN1'],
    ['html', 'NOT_ASN1'],
    ['redirect', 'REDIRECT_REFUSED'],
    ['redirect-loop', 'REDIRECT_REFUSED'],
    ['huge', 'TOO_LARGE'],
    ['slow-drip', 'TIMEOUT'],
    ['reset', 'CONNECTION'],
  ])('%s everywhere: TRY_LATER, with the reason as evidence', async (fault, reason) => {
    expect(await underFault(fault, fault)).toEqual({
      ...{ reasons: [reason], said: 'TRY_LATER', fetched: 0 },
    })
  })

  it('stale everywhere: what came is kept, and is too old to speak', async () => {
    const { said, reasons, fetched } = await underFault('stale', 'stale')
    expect({ said, reasons }).toEqual({ said: 'TRY_LATER', reasons: [] })
    expect(fetched).toBeGreaterThan(0)
  })

  it('OCSP down: the CRL speaks', async () => {
    expect(await underFault(null, 'reset')).toMatchObject({ said: 'TOTAL-PASSED' })
  })
})
