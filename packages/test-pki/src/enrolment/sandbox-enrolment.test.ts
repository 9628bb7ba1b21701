import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { bitString, context, integer, nullValue, oid, sequence, setOf, tlv } from '../der/der.js'
import { descend } from '../der/read.js'
import { createSandboxPki } from '../sandbox/create-sandbox-pki.js'
import type { SandboxPki } from '../sandbox/sandbox-pki.js'
import { answerEnrolment } from './enrolment-route.js'
import type { EnrolmentCode } from './enrolment-codes.js'
import { readCertificationRequest } from './read-certification-request.js'
import { SandboxEnrolment } from './sandbox-enrolment.js'

let pki: SandboxPki
let now = Date.parse('2026-11-24T06:00:00Z')
const dayMs = 24 * 3_600_000

beforeAll(async () => {
  pki = await createSandboxPki({ clock: () => new Date(now), keyAlgorithm: 'P-256' })
})

interface Pair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}
const ecPair = (curve = 'P-256'): Pair => generateKeyPairSync('ec', { namedCurve: curve })
const spkiOf = ({ publicKey }: Pair): Uint8Array =>
  new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))

function requestFor(challenge: string, asked: Pair, signer = asked): Uint8Array {
  const attribute = sequence(
    oid('1.2.840.113549.1.9.7'),
    setOf(tlv(0x0c, new TextEncoder().encode(challenge))),
  )
  const info = sequence(integer(0), sequence(), spkiOf(asked), context(0, attribute))
  const algorithm =
    signer.privateKey.asymmetricKeyType === 'rsa'
      ? sequence(oid('1.2.840.113549.1.1.11'), nullValue())
      : sequence(oid('1.2.840.10045.4.3.2'))
  return sequence(info, algorithm, bitString(sign('sha256', info, signer.privateKey)))
}

const infoOf = (request: Uint8Array): Uint8Array => descend(request, 0).raw

function enrol(
  desk: SandboxEnrolment,
  code: EnrolmentCode,
  pair = ecPair(),
): ReturnType<SandboxEnrolment['enrol']> {
  return desk.enrol({ ...code, certificationRequest: requestFor(desk.challenge(), pair) })
}

describe('SandboxEnrolment', () => {
  it.each([
    ['P-256', ecPair()],
    ['RSA-2048', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ])('certifies a %s key for the holder of a code', (_, pair) => {
    const desk = new SandboxEnrolment(pki)
    const answer = enrol(desk, desk.issueCode({ name: 'CHAN TAI MAN' }), pair)
    if (!answer.ok) throw new Error(answer.refusal)
    const certificate = new X509Certificate(answer.certificate)
    expect(certificate.subject).toMatch(
      /^C=HK\nO=Sandbox e-Cert \(Personal\)\nOU=\d{10}\nCN=CHAN TAI MAN$/,
    )
    expect(certificate.verify(new X509Certificate(pki.ca.certificate).publicKey)).toBe(true)
    expect(certificate.publicKey.equals(pair.publicKey)).toBe(true)
    expect(answer.chain).toEqual([pki.ca.certificate])
    const serial = certificate.serialNumber.toLowerCase()
    expect(pki.ca.status(serial)).toEqual({ status: 'good' })
  })

  it('gives the same certificate once more to the same key, and nothing to another', () => {
    const desk = new SandboxEnrolment(pki)
    const code = desk.issueCode({ name: 'CHAN TAI MAN' })
    const pair = ecPair()
    const first = enrol(desk, code, pair)
    expect(enrol(desk, code, pair)).toEqual(first)
    expect(enrol(desk, code)).toEqual({ ok: false, refusal: 'CODE_USED' })
  })

  it('refuses a wrong PIN and an unknown number alike, and locks a code after five', () => {
    const desk = new SandboxEnrolment(pki)
    const code = desk.issueCode({ name: 'CHAN TAI MAN' })
    const wrong = { ...code, pin: code.pin === '00000000' ? '00000001' : '00000000' }
    const unknown = enrol(desk, { referenceNumber: 'x', pin: code.pin })
    expect(unknown).toEqual({ ok: false, refusal: 'CODE_WRONG', triesLeft: 4 })
    expect(enrol(desk, wrong)).toEqual(unknown)
    for (const triesLeft of [3, 2, 1]) expect(enrol(desk, wrong)).toMatchObject({ triesLeft })
    expect(enrol(desk, wrong)).toEqual({ ok: false, refusal: 'CODE_LOCKED' })
    expect(enrol(desk, code)).toEqual({ ok: false, refusal: 'CODE_LOCKED' })
  })

  it('takes a code up to the last millisecond', () => {
    const desk = new SandboxEnrolment(pki, { codeLifetimeMs: 1000 })
    const [one, two] = [desk.issueCode({ name: 'A' }), desk.issueCode({ name: 'B' })]
    now += 999
    expect(enrol(desk, one)).toMatchObject({ ok: true })
    now += 1
    expect(enrol(desk, two)).toEqual({ ok: false, refusal: 'CODE_EXPIRED' })
  })

  it('wants possession shown by the very key, just now', () => {
    const desk = new SandboxEnrolment(pki)
    const code = desk.issueCode({ name: 'CHAN TAI MAN' })
    const send = (certificationRequest: Uint8Array): unknown =>
      desk.enrol({ ...code, certificationRequest })
    expect(send(requestFor(desk.challenge(), ecPair(), ecPair()))).toMatchObject({
      refusal: 'POSSESSION_NOT_PROVEN',
    })
    const used = requestFor(desk.challenge(), ecPair())
    expect(send(used)).toMatchObject({ ok: true })
    expect(send(used)).toMatchObject({ refusal: 'CHALLENGE_UNKNOWN' })
    const old = requestFor(desk.challenge(), ecPair())
    now += 5 * 60_000
    expect(send(old)).toMatchObject({ refusal: 'CHALLENGE_UNKNOWN' })
    expect(send(requestFor('', ecPair()))).toMatchObject({ refusal: 'CHALLENGE_UNKNOWN' })
  })

  it('refuses other keys and other bytes', () => {
    const desk = new SandboxEnrolment(pki)
    const code = desk.issueCode({ name: 'CHAN TAI MAN' })
    expect(enrol(desk, code, ecPair('P-384'))).toMatchObject({ refusal: 'KEY_REFUSED' })
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
    expect(enrol(desk, code, weak)).toMatchObject({ refusal: 'KEY_REFUSED' })
    const good = requestFor(desk.challenge(), ecPair())
    for (let length = 0; length < good.length; length += 7) {
      expect(readCertificationRequest(good.subarray(0, length))).toBe('MALFORMED')
    }
    for (let at = 0; at < good.length; at += 1) {
      const changed = good.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      // No flipped bit passes: what is not malformed is not signed.
      expect(typeof readCertificationRequest(changed), `octet ${at}`).toBe('string')
    }
  })
})

describe('renewal', () => {
  const renewed = (
    desk: SandboxEnrolment,
    certificate: Uint8Array,
    current: Pair,
    next = current,
    prover = current,
  ): ReturnType<SandboxEnrolment['renew']> => {
    const certificationRequest = requestFor(desk.challenge(), next)
    const proof = new Uint8Array(sign('sha256', infoOf(certificationRequest), prover.privateKey))
    return desk.renew({ certificate, certificationRequest, ...(next === current ? {} : { proof }) })
  }
  const holding = (desk: SandboxEnrolment, pair: Pair, notAfter: Date): Uint8Array => {
    const answer = enrol(desk, desk.issueCode({ name: 'CHAN TAI MAN', notAfter }), pair)
    if (!answer.ok) throw new Error(answer.refusal)
    return answer.certificate
  }

  it('opens 60 days before the end and closes 90 days after it, for the same key and a new one', () => {
    const desk = new SandboxEnrolment(pki)
    for (const next of [undefined, ecPair()]) {
      const pair = ecPair()
      const notAfter = Math.floor(now / 1000) * 1000 + 100 * dayMs
      const certificate = holding(desk, pair, new Date(notAfter))
      const at = (time: number): unknown => {
        now = time
        const answer = renewed(desk, certificate, pair, next ?? pair)
        return answer.ok || answer.refusal
      }
      expect(at(notAfter - 60 * dayMs - 1)).toBe('RENEWAL_TOO_EARLY')
      expect(at(notAfter - 60 * dayMs)).toBe(true)
      expect(at(notAfter + 90 * dayMs)).toBe(true)
      expect(at(notAfter + 90 * dayMs + 1)).toBe('RENEWAL_TOO_LATE')
    }
  })

  it('keeps the subject, number and all', () => {
    const desk = new SandboxEnrolment(pki)
    const pair = ecPair()
    const next = ecPair()
    const certificate = holding(desk, pair, new Date(now + 30 * dayMs))
    const answer = renewed(desk, certificate, pair, next)
    if (!answer.ok) throw new Error(answer.refusal)
    const [before, after] = [
      new X509Certificate(certificate),
      new X509Certificate(answer.certificate),
    ]
    expect(after.subject).toBe(before.subject)
    expect(after.publicKey.equals(next.publicKey)).toBe(true)
    expect(Date.parse(after.validTo)).toBeGreaterThan(now + 2 * 365 * dayMs)
  })

  it('is refused to a stranger, for a revoked certificate, and for one of another CA', async () => {
    const desk = new SandboxEnrolment(pki)
    const pair = ecPair()
    const certificate = holding(desk, pair, new Date(now + 30 * dayMs))
    const stranger = ecPair()
    expect(renewed(desk, certificate, stranger)).toMatchObject({ refusal: 'POSSESSION_NOT_PROVEN' })
    expect(renewed(desk, certificate, pair, stranger, stranger)).toMatchObject({
      refusal: 'POSSESSION_NOT_PROVEN',
    })
    const other = await (await createSandboxPki({ keyAlgorithm: 'P-256' })).issue('e-cert-personal')
    expect(renewed(desk, other.certificate, pair)).toMatchObject({ refusal: 'CERTIFICATE_UNKNOWN' })
    expect(renewed(desk, new Uint8Array(3), pair)).toMatchObject({ refusal: 'CERTIFICATE_UNKNOWN' })
    pki.ca.revoke(new X509Certificate(certificate).serialNumber.toLowerCase(), 'keyCompromise')
    expect(renewed(desk, certificate, pair)).toMatchObject({ refusal: 'CERTIFICATE_REVOKED' })
  })
})

describe('answerEnrolment', () => {
  it('speaks JSON and base64url, and refuses everything else', () => {
    const desk = new SandboxEnrolment(pki)
    const { challenge } = answerEnrolment(desk, 'challenges', null).body
    expect(challenge).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const certificationRequest = Buffer.from(requestFor(challenge as string, ecPair())).toString(
      'base64url',
    )
    const body = { ...desk.issueCode({ name: 'CHAN TAI MAN' }), certificationRequest }
    const answer = answerEnrolment(desk, 'certificates', body)
    expect(answer).toMatchObject({ status: 200, body: { chain: [expect.any(String)] } })
    for (const strange of [
      null,
      1,
      [],
      {},
      { ...body, pin: 1 },
      { ...body, certificationRequest: '=' },
    ]) {
      expect(answerEnrolment(desk, 'certificates', strange).status).toBe(400)
      expect(answerEnrolment(desk, 'renewals', strange).status).toBe(400)
    }
    expect(answerEnrolment(desk, 'elsewhere', body).status).toBe(404)
  })
})
