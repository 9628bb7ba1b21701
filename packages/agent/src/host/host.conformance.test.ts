import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64url, contentIdentifier, fromBase64url, signedAttributesFor } from '@chopmark/core'
import { createSandboxPki, type IssuedCertificate } from '@chopmark/test-pki'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { agentVersion } from '../identity.js'
import { loadModules } from '../pkcs11/load-modules.js'
import type { HostAnswer, HostQuestion, PinState } from '../protocol.js'
import { SoftCard, softHsm } from '../testing/soft-card.test-support.js'
import { answerQuestions } from './answer-questions.js'
import { readBackups } from './settings.js'

const pin = '24681357'
const origin = 'https://portal.example'
const sha256 = (octets: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(octets).digest())

let rsa: IssuedCertificate
let ec: IssuedCertificate
let lost: IssuedCertificate
let card: SoftCard
let folder: string
let clock = 0
let ask: (question: Omit<HostQuestion, 'id'> & Record<string, unknown>) => HostAnswer

/** The signed attributes of a Chopmark signature. */
function attributesFor(
  { certificate, key }: IssuedCertificate,
  hash: 'SHA-256' | 'SHA-384' | 'SHA-512' = 'SHA-256',
  site = origin,
): Uint8Array {
  const algorithm =
    key.algorithm === 'P-256'
      ? ({ scheme: 'ECDSA', hash, curve: 'P-256' } as const)
      : ({ scheme: 'RSASSA-PKCS1-v1_5', hash } as const)
  const digestLength = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }[hash]
  return signedAttributesFor({
    messageDigest: new Uint8Array(digestLength).fill(9),
    algorithm,
    certificate,
    certificateSha256: sha256(certificate),
    signingTime: 1_795_000_000_000 as never,
    contentIdentifier: contentIdentifier(
      new Uint8Array(32).fill(7),
      sha256(new TextEncoder().encode(site)),
    ),
  })
}

function keyOf(issued: IssuedCertificate): string {
  const answer = ask({ kind: 'list' })
  if (answer.kind !== 'listed') throw new Error(JSON.stringify(answer))
  const found = answer.keys.find(({ certificate }) => certificate === base64url(issued.certificate))
  if (found === undefined) throw new Error('The certificate is not listed.')
  return found.key
}

function prepare(issued: IssuedCertificate, attributes = attributesFor(issued)): HostAnswer {
  return ask({ kind: 'prepare', key: keyOf(issued), origin, attributes: [base64url(attributes)] })
}

function ticketFor(issued: IssuedCertificate, attributes = attributesFor(issued)): string {
  const answer = prepare(issued, attributes)
  if (answer.kind !== 'prepared') throw new Error(JSON.stringify(answer))
  return answer.ticket
}

function sign(ticket: string, typed: string | null = pin, told: PinState = 'ok'): HostAnswer {
  return ask({ kind: 'sign', ticket, told, ...(typed === null ? {} : { pin: typed }) })
}

const pemOf = (issued: IssuedCertificate): string =>
  issued.key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

describe.skipIf(softHsm === undefined)(
  'the host with SoftHSM2 (skipped where it is not installed)',
  () => {
    beforeAll(async () => {
      const pki = await createSandboxPki()
      rsa = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
      ec = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN', keyAlgorithm: 'P-256' })
      lost = await pki.issue('e-cert-personal', { name: 'LOST CERTIFICATE' })
      card = SoftCard.create(
        {
          label: 'First card',
          pin,
          privateKeyPem: pemOf(rsa),
          certificate: rsa.certificate,
          authorities: rsa.chain,
        },
        { label: 'Second card', pin, privateKeyPem: pemOf(ec), certificate: ec.certificate },
        { label: 'Third card', pin, privateKeyPem: pemOf(lost) },
      )
      folder = mkdtempSync(join(tmpdir(), 'chopmark-host-'))
      const modules = loadModules([card.module, '/nowhere/driver.so'])
      let nextId = 0
      const answer = answerQuestions({
        loadModules: () => modules,
        backups: () => readBackups(folder),
        version: agentVersion,
        now: () => clock,
      })
      ask = (question) => answer({ ...question, id: ++nextId } as HostQuestion)
    })

    afterAll(() => {
      card.remove()
      rmSync(folder, { recursive: true, force: true })
    })

    beforeEach(() => {
      clock = 1_000_000
    })

    afterEach(() => {
      for (const name of [
        'absent',
        'unplugged',
        'leaves',
        'pinpad',
        'only-pads',
        'tries',
      ] as const) {
        card.clear(name)
      }
      rmSync(join(folder, 'certificates'), { recursive: true, force: true })
    })

    it('greets, and names the drivers that did not load', () => {
      expect(ask({ kind: 'hello', protocol: 2 })).toMatchObject({
        kind: 'hello',
        version: agentVersion,
        modules: [
          { path: card.module, loaded: true },
          { path: '/nowhere/driver.so', loaded: false },
        ],
      })
      expect(ask({ kind: 'hello', protocol: 1 })).toMatchObject({ problem: 'VERSION' })
    })

    it('lists the keys of two readers, the chain with them, and no CA as signer', () => {
      const answer = ask({ kind: 'list' })
      expect(
        answer.kind === 'listed' && answer.keys.map(({ token, chain }) => [token, chain]),
      ).toEqual(
        expect.arrayContaining([
          ['First card', rsa.chain.map((one) => base64url(one))],
          ['Second card', []],
        ]),
      )
      expect(answer.kind === 'listed' && answer.keys).toHaveLength(2)
    })

    it.each([
      ['RSA, the card hashing', () => rsa, 'SHA-256', false],
      ['RSA with SHA-512', () => rsa, 'SHA-512', false],
      ['RSA, the host making the DigestInfo', () => rsa, 'SHA-256', true],
      ['RSA with SHA-384 and a DigestInfo', () => rsa, 'SHA-384', true],
      ['ECDSA on P-256', () => ec, 'SHA-256', false],
      ['ECDSA on P-256 with SHA-512, cut to the order', () => ec, 'SHA-512', false],
    ] as const)('signs: %s', (_, of, hash, onlyPads) => {
      if (onlyPads) card.set('only-pads')
      const issued = of()
      const attributes = attributesFor(issued, hash)
      const prepared = prepare(issued, attributes)
      expect(prepared).toMatchObject({
        kind: 'prepared',
        documents: [{ hash, counter: false }],
        pin: 'ok',
        pinPad: false,
      })
      expect(prepared.kind === 'prepared' && prepared.documents[0]?.digest).toBe(
        '09'.repeat(hash === 'SHA-256' ? 32 : hash === 'SHA-384' ? 48 : 64),
      )
      const signed = sign(prepared.kind === 'prepared' ? prepared.ticket : '')
      if (signed.kind !== 'signed') throw new Error(JSON.stringify(signed))
      const { publicKey } = new X509Certificate(issued.certificate)
      const name = hash.replace('-', '').toLowerCase()
      expect(verify(name, attributes, publicKey, fromBase64url(signed.signatures[0] ?? ''))).toBe(
        true,
      )
      expect(createPublicKey(issued.key.privateKey).equals(publicKey)).toBe(true)
    })

    it('signs several documents after one login, all or none', () => {
      const key = keyOf(rsa)
      const several = (['SHA-256', 'SHA-512', 'SHA-256'] as const).map((hash) =>
        attributesFor(rsa, hash),
      )
      const encoded = several.map((one) => base64url(one))
      const prepared = ask({ kind: 'prepare', key, origin, attributes: encoded })
      if (prepared.kind !== 'prepared') throw new Error(JSON.stringify(prepared))
      expect(prepared.documents.map(({ hash }) => hash)).toEqual(['SHA-256', 'SHA-512', 'SHA-256'])
      // A wrong PIN is tried once, not once for each document.
      expect(sign(prepared.ticket, '1111')).toMatchObject({ problem: 'PIN_WRONG', pin: 'low' })
      const signed = sign(prepared.ticket, pin, 'low')
      if (signed.kind !== 'signed') throw new Error(JSON.stringify(signed))
      const { publicKey } = new X509Certificate(rsa.certificate)
      expect(signed.signatures).toHaveLength(3)
      for (const [index, hash] of (['sha256', 'sha512', 'sha256'] as const).entries()) {
        const value = fromBase64url(signed.signatures[index] ?? '')
        expect(verify(hash, several[index] ?? new Uint8Array(), publicKey, value)).toBe(true)
      }
      const strange = [base64url(attributesFor(rsa)), base64url(attributesFor(ec))]
      expect(ask({ kind: 'prepare', key, origin, attributes: strange })).toMatchObject({
        problem: 'NOT_OWN_ATTRIBUTES',
      })
    })

    it('signs once for one agreement, within its time', () => {
      const ticket = ticketFor(rsa)
      expect(sign(ticket).kind).toBe('signed')
      expect(sign(ticket)).toMatchObject({ problem: 'TICKET_UNKNOWN' })
      const old = ticketFor(rsa)
      clock += 10 * 60_000
      expect(sign(old).kind).toBe('signed')
      const older = ticketFor(rsa)
      clock += 10 * 60_000 + 1
      expect(sign(older)).toMatchObject({ problem: 'TICKET_UNKNOWN' })
      const forgotten = ticketFor(rsa)
      ask({ kind: 'forget', ticket: forgotten })
      expect(sign(forgotten)).toMatchObject({ problem: 'TICKET_UNKNOWN' })
    })

    it('refuses what is not a Chopmark signature of this site by this certificate', () => {
      const refused = (attributes: Uint8Array): string => {
        const answer = prepare(rsa, attributes)
        return answer.kind === 'problem' ? answer.problem : answer.kind
      }
      expect(refused(attributesFor(rsa, 'SHA-256', 'https://other.example'))).toBe('WRONG_ORIGIN')
      expect(refused(attributesFor(ec))).toBe('NOT_OWN_ATTRIBUTES')
      expect(refused(new TextEncoder().encode('\u0020'.repeat(64) + 'TLS 1.3'))).toBe(
        'NOT_OWN_ATTRIBUTES',
      )
      const key = keyOf(rsa)
      const attributes = [base64url(attributesFor(rsa))]
      for (const site of ['null', 'https://portal.example/', 'https://PORTAL.example', 'file://']) {
        expect(ask({ kind: 'prepare', key, origin: site, attributes })).toMatchObject({
          problem: 'MALFORMED',
        })
      }
    })

    it('counts wrong PINs, warns before the last try, and tries nothing once locked', () => {
      const ticket = ticketFor(rsa)
      expect(sign(ticket, '1111')).toMatchObject({ problem: 'PIN_WRONG', pin: 'low' })
      expect(sign(ticket, '2222', 'low')).toMatchObject({ problem: 'PIN_WRONG', pin: 'final-try' })
      // Told less than the truth: nothing is tried.
      expect(sign(ticket, '3333', 'low')).toMatchObject({ problem: 'PIN_STATE', pin: 'final-try' })
      expect(sign(ticket, '4444', 'final-try')).toMatchObject({ problem: 'PIN_LOCKED' })
      expect(sign(ticket, pin, 'final-try')).toMatchObject({ problem: 'PIN_LOCKED', pin: 'locked' })
      expect(prepare(rsa)).toMatchObject({ problem: 'PIN_LOCKED', pin: 'locked' })
    })

    it('goes on after a wrong PIN', () => {
      const ticket = ticketFor(rsa)
      expect(sign(ticket, '1111')).toMatchObject({ problem: 'PIN_WRONG', pin: 'low' })
      expect(sign(ticket, pin, 'low').kind).toBe('signed')
    })

    it('lets the PIN pad ask', () => {
      card.set('pinpad', pin)
      const prepared = prepare(rsa)
      expect(prepared).toMatchObject({ pinPad: true })
      expect(sign(prepared.kind === 'prepared' ? prepared.ticket : '', null).kind).toBe('signed')
      card.clear('pinpad')
      expect(sign(ticketFor(rsa), null)).toMatchObject({
        kind: 'problem',
        problem: 'MALFORMED',
      })
    })

    it('says that the card went away in the middle, and signs when it is back', () => {
      const ticket = ticketFor(rsa)
      card.set('leaves')
      expect(sign(ticket)).toMatchObject({ problem: 'CARD_REMOVED' })
      expect(sign(ticket)).toMatchObject({ problem: 'CARD_REMOVED' })
      card.clear('absent')
      expect(sign(ticket).kind).toBe('signed')
    })

    it('tells no card from no reader', () => {
      card.set('absent')
      expect(ask({ kind: 'list' })).toMatchObject({ problem: 'NO_CARD' })
      card.set('unplugged')
      expect(ask({ kind: 'list' })).toMatchObject({ problem: 'NO_READER' })
    })

    it('uses a backup copy of a certificate that the card has lost, and no one else’s', () => {
      mkdirSync(join(folder, 'certificates'))
      writeFileSync(
        join(folder, 'certificates', 'mine.pem'),
        new X509Certificate(lost.certificate).toString(),
      )
      writeFileSync(join(folder, 'certificates', 'also-on-card.der'), rsa.certificate)
      writeFileSync(join(folder, 'certificates', 'notes.txt'), 'no certificate')
      const answer = ask({ kind: 'list' })
      expect(answer.kind === 'listed' && answer.keys.filter(({ backup }) => backup)).toMatchObject([
        { token: 'Third card', certificate: base64url(lost.certificate) },
      ])
      expect(sign(ticketFor(lost)).kind).toBe('signed')
    })
  },
)
