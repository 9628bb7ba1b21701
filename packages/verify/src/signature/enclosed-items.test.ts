import * as asn1js from 'asn1js'
import { parseSignedData } from '@chopmark/core'
import {
  type CadesMessage,
  createSandboxPki,
  type IssuedCertificate,
  type SandboxPki,
  signCades,
} from '@chopmark/test-pki'
import { beforeAll, describe, expect, it } from 'vitest'
import { planEvidence } from '../plan-evidence.js'
import { readCms } from '../read-cms.js'
import type { ValidationReport } from '../report.js'
import { sandboxPolicy, sandboxTime, why } from '../sandbox.fixture.js'
import { validateDocument } from '../validate-document.js'
import { enclosedItems } from './enclosed-items.js'

const certificateValues = '1.2.840.113549.1.9.16.2.23'
const revocationValues = '1.2.840.113549.1.9.16.2.24'
const content = new TextEncoder().encode('Kept for seven years\n')

let pki: SandboxPki
let signer: IssuedCertificate
let crls: readonly Uint8Array[]
/** An OCSPResponse about the signer. */
let ocsp: Uint8Array

beforeAll(async () => {
  pki = await createSandboxPki({ clock: () => new Date('2026-03-31T12:00:00Z') })
  signer = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
  const name = signer.crlName
  crls = [pki.root.crl(), pki.ca.crl(name === null ? {} : { name })]
  ocsp = await pki.ocsp([signer])
})

const parsed = (der: Uint8Array): asn1js.AsnType => asn1js.fromBER(Uint8Array.from(der)).result
const sequence = (...values: readonly asn1js.AsnType[]): asn1js.Sequence =>
  new asn1js.Sequence({ value: [...values] })
const tagged = (tagNumber: number, value: asn1js.AsnType): asn1js.Constructed =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [value] })
const der = (value: asn1js.BaseBlock): Uint8Array => new Uint8Array(value.toBER())

const childrenOf = (value: asn1js.BaseBlock | undefined): readonly asn1js.AsnType[] =>
  value instanceof asn1js.Constructed ? value.valueBlock.value : []

/** The BasicOCSPResponse in an OCSPResponse, as CAdES keeps it. */
function basicOf(response: Uint8Array): Uint8Array {
  const [, bytes] = childrenOf(parsed(response))
  const [, octets] = childrenOf(childrenOf(bytes)[0])
  if (!(octets instanceof asn1js.OctetString)) throw new Error('no response')
  return new Uint8Array(octets.valueBlock.valueHexView)
}

function signed(changes: Partial<CadesMessage> = {}): Uint8Array {
  return signCades({
    signer,
    content,
    signingTime: pki.clock(),
    certificates: [signer.certificate],
    ...changes,
  })
}

const issuers = () => ({
  oid: certificateValues,
  values: [der(sequence(...signer.chain.map(parsed)))],
})
const revocations = (lists: readonly Uint8Array[], answers: readonly Uint8Array[] = []) => ({
  oid: revocationValues,
  values: [
    der(
      sequence(
        ...(lists.length === 0 ? [] : [tagged(0, sequence(...lists.map(parsed)))]),
        ...(answers.length === 0 ? [] : [tagged(1, sequence(...answers.map(parsed)))]),
      ),
    ),
  ],
})

async function verdict(signature: Uint8Array): Promise<ValidationReport> {
  const evidence = { document: readCms(signature), items: [] }
  const [report] = (await validateDocument(evidence, sandboxPolicy(pki), sandboxTime(pki))).reports
  return report
}

describe('what a message brings along', () => {
  it('is used without anything beside it: certificates and CRLs in unsigned attributes', async () => {
    const bare = await verdict(signed())
    expect(bare.subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND')
    const signature = signed({ unsignedAttributes: () => [issuers(), revocations(crls)] })
    const report = await verdict(signature)
    expect(report.indication, why(report)).toBe('TOTAL-PASSED')
    // No longer-term form is claimed for what was only looked at as evidence.
    expect(report.level).toBe('CAdES-B-B')
    const evidence = { document: readCms(signature), items: [] }
    expect(await planEvidence(evidence, sandboxPolicy(pki), sandboxTime(pki))).toEqual([])
  })

  it('is used: basic OCSP responses in an attribute, whole ones among the CRLs (RFC 5940)', async () => {
    const [ofCa = new Uint8Array()] = crls
    const archived = await verdict(
      signed({ unsignedAttributes: () => [issuers(), revocations([ofCa], [basicOf(ocsp)])] }),
    )
    expect(archived.indication, why(archived)).toBe('TOTAL-PASSED')
    expect(archived.revocation.map(({ source }) => source).sort()).toEqual(['crl', 'ocsp'])
    const other = new asn1js.Constructed({
      idBlock: { tagClass: 3, tagNumber: 1 },
      value: [new asn1js.ObjectIdentifier({ value: '1.3.6.1.5.5.7.16.2' }), parsed(ocsp)],
    })
    const among = await verdict(
      signed({
        certificates: [signer.certificate, ...signer.chain],
        crls: [ofCa, der(other)],
        signedData: { version: 5 },
      }),
    )
    expect(among.indication, why(among)).toBe('TOTAL-PASSED')
    expect(among.revocation.map(({ source }) => source).sort()).toEqual(['crl', 'ocsp'])
  })

  it('is trusted no more than other evidence', async () => {
    const foreign = await createSandboxPki({ clock: pki.clock })
    const stranger = await foreign.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
    const name = stranger.crlName
    const lists = [foreign.root.crl(), foreign.ca.crl(name === null ? {} : { name })]
    const all = [...stranger.chain, foreign.root.certificate]
    const values = [der(sequence(...all.map(parsed)))]
    const report = await verdict(
      signed({
        signer: stranger,
        certificates: [stranger.certificate],
        unsignedAttributes: () => [{ oid: certificateValues, values }, revocations(lists)],
      }),
    )
    expect(report.indication).toBe('INDETERMINATE')
    const revoked = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
    pki.ca.revoke(revoked.serialNumber, 'keyCompromise', new Date('2026-03-31T11:00:00Z'))
    const own = revoked.crlName
    const later = pki.ca.crl(own === null ? {} : { name: own })
    const told = await verdict(
      signed({
        signer: revoked,
        certificates: [revoked.certificate],
        unsignedAttributes: () => [issuers(), revocations([...crls, later])],
      }),
    )
    expect(told.subIndication, why(told)).toBe('REVOKED_NO_POE')
  })

  it('is passed over where it cannot be read', () => {
    const broken = [certificateValues, revocationValues].map((oid) => ({
      oid,
      values: [Uint8Array.of(0x05, 0x00)],
    }))
    const signature = signed({ unsignedAttributes: () => [...broken, issuers()] })
    const message = parseSignedData(signature)
    if (!message.ok) throw new Error(message.reason)
    const items = enclosedItems(message.value)
    expect(items.map(({ kind }) => kind)).toEqual([
      'certificate',
      ...signer.chain.map(() => 'certificate'),
    ])
  })

  it('is taken up to a limit, however much an attribute holds', () => {
    const list = der(sequence(...Array.from({ length: 100 }, () => sequence())))
    const flood = Array.from({ length: 30 }, () => ({ oid: certificateValues, values: [list] }))
    const message = parseSignedData(signed({ unsignedAttributes: () => flood }))
    if (!message.ok) throw new Error(message.reason)
    expect(enclosedItems(message.value)).toHaveLength(1 + 200)
  })
})
