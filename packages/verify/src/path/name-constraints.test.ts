import type { Certificate } from '@chopmark/core'
import {
  distinguishedName,
  type Extension,
  generalName,
  nameConstraints,
  subjectAltName,
} from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { issue, issueCa } from './issue.fixture.js'
import { maxNameComparisons, nameViolation, type NameViolation } from './name-constraints.js'

const { dns, email, uri, ip, directory, other } = generalName
const anySubject = distinguishedName()

async function constraintsOf(
  extension: Extension,
): Promise<NonNullable<Certificate['extension']['nameConstraints']>> {
  const { certificate } = await issueCa('CA', { extensions: [extension] })
  const constraints = certificate.extension.nameConstraints
  if (constraints === undefined) throw new Error('no name constraints')
  return constraints
}

async function problemOf(
  name: Uint8Array,
  kind: 'permitted' | 'excluded',
  base: Uint8Array,
): Promise<NameViolation['problem'] | null> {
  const constraints = await constraintsOf(nameConstraints({ [kind]: [base] }))
  const { certificate } = await issue('Signer', {
    subject: anySubject,
    extensions: [subjectAltName([name], true)],
  })
  return nameViolation(certificate, constraints, { left: maxNameComparisons })?.problem ?? null
}

const name = (...parts: readonly (readonly [string, string])[]): Uint8Array =>
  directory(distinguishedName(...parts))
const octets = (...list: number[]): Uint8Array => Uint8Array.from(list)

describe('nameViolation: permitted', () => {
  it.each<[string, Uint8Array, Uint8Array, NameViolation['problem'] | null]>([
    ['a host itself', dns('example.hk'), dns('example.hk'), null],
    ['a host below', dns('A.B.Example.hk'), dns('example.HK'), null],
    ['a longer word', dns('notexample.hk'), dns('example.hk'), 'NOT_PERMITTED'],
    ['the empty base', dns('example.hk'), dns(''), null],
    ['a leading dot, below', dns('a.example.hk'), dns('.example.hk'), null],
    ['a leading dot, itself', dns('example.hk'), dns('.example.hk'), 'NOT_PERMITTED'],
    ['a wildcard below', dns('*.example.hk'), dns('example.hk'), null],
    ['a wildcard reaching out', dns('*.example.hk'), dns('a.example.hk'), 'NOT_PERMITTED'],
    ['a wildcard for a base', dns('a.example.hk'), dns('*.example.hk'), 'MALFORMED'],
    ['a final dot', dns('example.hk.'), dns('example.hk'), 'MALFORMED'],
    ['an empty label', dns('a..example.hk'), dns('example.hk'), 'MALFORMED'],
    ['a NUL', dns('example.hk\0.evil.hk'), dns('example.hk'), 'MALFORMED'],
    ['a mailbox on the host', email('chan@example.hk'), email('example.hk'), null],
    ['a mailbox on a host below', email('chan@a.example.hk'), email('example.hk'), 'NOT_PERMITTED'],
    ['a mailbox below a dot', email('chan@a.example.hk'), email('.example.hk'), null],
    ['a mailbox at the dot', email('chan@example.hk'), email('.example.hk'), 'NOT_PERMITTED'],
    ['the mailbox', email('chan@EXAMPLE.hk'), email('chan@example.hk'), null],
    ['another case', email('Chan@example.hk'), email('chan@example.hk'), 'NOT_PERMITTED'],
    ['two at signs', email('"a@b"@example.hk'), email('example.hk'), 'MALFORMED'],
    ['no at sign', email('example.hk'), email('example.hk'), 'MALFORMED'],
    ['a URI', uri('https://u:p@example.hk:443/x@evil.hk'), uri('example.hk'), null],
    ['a URI elsewhere', uri('https://example.hk@evil.hk/'), uri('example.hk'), 'NOT_PERMITTED'],
    ['a URI below a dot', uri('ldap://a.example.hk/x'), uri('.example.hk'), null],
    ['a URI of no host', uri('urn:isbn:0451450523'), uri('example.hk'), 'MALFORMED'],
    ['a URI of an address', uri('http://192.0.2.1/'), uri('example.hk'), 'MALFORMED'],
    ['an address', ip(octets(192, 0, 2, 9)), ip(octets(192, 0, 2, 0, 255, 255, 255, 0)), null],
    [
      'an address beside',
      ip(octets(192, 0, 3, 9)),
      ip(octets(192, 0, 2, 0, 255, 255, 255, 0)),
      'NOT_PERMITTED',
    ],
    [
      'an address of the other kind',
      ip(new Uint8Array(16)),
      ip(octets(0, 0, 0, 0, 0, 0, 0, 0)),
      'NOT_PERMITTED',
    ],
    [
      'a mask with holes',
      ip(octets(192, 0, 2, 9)),
      ip(octets(192, 0, 2, 0, 255, 0, 255, 0)),
      'MALFORMED',
    ],
    [
      'a name',
      name(['C', 'hk'], ['O', 'ACME  Ltd'], ['CN', 'x']),
      name(['C', 'HK'], ['O', 'acme ltd']),
      null,
    ],
    [
      'a name beside',
      name(['C', 'HK'], ['O', 'Other']),
      name(['C', 'HK'], ['O', 'Acme']),
      'NOT_PERMITTED',
    ],
    ['a shorter name', name(['C', 'HK']), name(['C', 'HK'], ['O', 'Acme']), 'NOT_PERMITTED'],
    [
      'a Chinese name',
      name(['C', 'HK'], ['O', '香港郵政']),
      name(['C', 'HK'], ['O', '香港郵政']),
      null,
    ],
    ['another form', email('chan@example.com'), dns('example.hk'), null],
    [
      'an other name',
      other('1.3.6.1.4.1.311.20.2.3', octets(12, 1, 65)),
      other('1.3.6.1.4.1.311.20.2.3', octets(12, 1, 65)),
      'UNSUPPORTED',
    ],
  ])('%s', async (_, subject, base, problem) => {
    expect(await problemOf(subject, 'permitted', base)).toBe(problem)
  })
})

describe('nameViolation: excluded', () => {
  it.each<[string, Uint8Array, Uint8Array, NameViolation['problem'] | null]>([
    ['a host below', dns('a.example.hk'), dns('example.hk'), 'EXCLUDED'],
    ['a host beside', dns('example.com'), dns('example.hk'), null],
    ['a leading dot takes in the domain', dns('example.hk'), dns('.example.hk'), 'EXCLUDED'],
    ['a wildcard that may stand for it', dns('*.example.hk'), dns('a.example.hk'), 'EXCLUDED'],
    ['a malformed name', dns('exa mple.hk'), dns('example.hk'), 'MALFORMED'],
    ['a mailbox', email('chan@example.hk'), email('example.hk'), 'EXCLUDED'],
    ['a name', name(['C', 'HK'], ['O', 'Acme']), name(['C', 'HK']), 'EXCLUDED'],
    ['everything', name(['C', 'HK']), name(), 'EXCLUDED'],
    ['another form', email('chan@example.hk'), dns('example.hk'), null],
    ['an address', ip(octets(10, 1, 1, 1)), ip(octets(10, 0, 0, 0, 255, 0, 0, 0)), 'EXCLUDED'],
  ])('%s', async (_, subject, base, problem) => {
    expect(await problemOf(subject, 'excluded', base)).toBe(problem)
  })
})

describe('nameViolation', () => {
  const work = (): { left: number } => ({ left: maxNameComparisons })

  it('asks the emailAddress in a subject as well, and excluded before permitted', async () => {
    const constraints = await constraintsOf(
      nameConstraints({ permitted: [email('example.hk')], excluded: [email('chan@example.hk')] }),
    )
    const person = (address: string): Promise<{ certificate: Certificate }> =>
      issue('Signer', { subject: distinguishedName(['CN', 'Chan'], ['E', address]) })
    const { certificate: chan } = await person('chan@example.hk')
    const { certificate: wong } = await person('wong@example.hk')
    const { certificate: cheung } = await person('cheung@example.com')
    expect(nameViolation(chan, constraints, work())).toEqual({
      form: 'rfc822Name',
      problem: 'EXCLUDED',
    })
    expect(nameViolation(wong, constraints, work())).toBeNull()
    expect(nameViolation(cheung, constraints, work())?.problem).toBe('NOT_PERMITTED')
  })

  it('asks internationalised mailboxes, which hide in another form', async () => {
    const constraints = await constraintsOf(nameConstraints({ permitted: [email('example.hk')] }))
    const problem = async (address: string): Promise<string | undefined> => {
      const text = new TextEncoder().encode(address)
      const mailbox = other('1.3.6.1.5.5.7.8.9', octets(12, text.length, ...text))
      const { certificate } = await issue('Signer', { extensions: [subjectAltName([mailbox])] })
      return nameViolation(certificate, constraints, work())?.problem
    }
    expect(await problem('陳大文@example.hk')).toBeUndefined()
    expect(await problem('陳大文@example.com')).toBe('NOT_PERMITTED')
    expect(await problem('陳大文@例子.hk')).toBe('MALFORMED')
  })

  it('refuses distances, which nobody may use', async () => {
    const { certificate } = await issueCa('CA', {
      extensions: [nameConstraints({ permitted: [dns('example.hk')] })],
    })
    const [subtree] = certificate.extension.nameConstraints?.permittedSubtrees ?? []
    if (subtree === undefined) throw new Error('no subtree')
    const signer = await issue('Signer', { extensions: [subjectAltName([dns('example.hk')])] })
    for (const distance of [{ minimum: 1 }, { maximum: 0 }]) {
      const constraints = { permittedSubtrees: [{ ...subtree, ...distance }] }
      expect(nameViolation(signer.certificate, constraints, work())).toEqual({
        form: 'dNSName',
        problem: 'DISTANCE',
      })
    }
  })

  it('gives up on more comparisons than an honest CA asks for, and does not pass them', async () => {
    const many = Array.from({ length: 400 }, (_, i) => `h${i}.example.hk`)
    const constraints = await constraintsOf(nameConstraints({ permitted: many.map(dns) }))
    const { certificate } = await issue('Signer', {
      extensions: [subjectAltName(many.map(dns))],
    })
    const began = performance.now()
    expect(nameViolation(certificate, constraints, work())?.problem).toBe('TOO_MANY')
    expect(performance.now() - began).toBeLessThan(500)
  })
})
