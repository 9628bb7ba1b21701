import { describe, expect, it } from 'vitest'
import { openssl, pem, scratch, withoutOpenssl } from '../openssl.test-support.js'
import { pathForgeries } from './path-forgeries.js'
import type { PathCase } from './path-workshop.js'

/** What OpenSSL 3.0 `verify -x509_strict -policy_check` lets through: lenient parsing, and no dated algorithm policy. */
const opensslAccepts = [
  'critical-false-written',
  'indefinite-length',
  'sha-1-signed-ca',
  'trailing-octets',
]
/** What it refuses although RFC 5280 §6.1 does not: -x509_strict asks for key identifiers. */
const opensslRefuses = ['control-no-key-identifiers']

describe('pathForgeries', () => {
  it('has unique ids', () => {
    expect(new Set(pathForgeries.map(({ id }) => id)).size).toBe(pathForgeries.length)
  })

  it('calls valid the controls alone', () => {
    for (const { id, row, valid } of pathForgeries) expect(valid, id).toBe(row === 'control')
  })

  it('makes fifty cross-certificates for the ladder', async () => {
    const { make } = pathForgeries.find(({ id }) => id === 'ladder') ?? { make: null }
    expect((await make?.())?.intermediates.length).toBe(50)
  })
})

describe.skipIf(withoutOpenssl)('what OpenSSL says (else: no openssl command)', () => {
  it.each(pathForgeries)('$id', async ({ id, valid, make }) => {
    const accepted = opensslAccepted(await make())
    expect(accepted).toBe((valid && !opensslRefuses.includes(id)) || opensslAccepts.includes(id))
  })
})

function opensslAccepted(subject: PathCase): boolean {
  const file = scratch()
  const at = ['-attime', (subject.validationTime.getTime() / 1000).toString()]
  const strict = ['-x509_strict', '-policy_check', '-no-CApath', '-no-CAstore']
  const readable = subject.intermediates.flatMap((certificate) => {
    try {
      return [pem(certificate)]
    } catch {
      return []
    }
  })
  const anchor = file('anchor.pem', pem(subject.anchor))
  const untrusted = file('untrusted.pem', readable.join(''))
  const leaf = file('leaf.crt', subject.certificate)
  try {
    openssl('verify', ...at, ...strict, '-CAfile', anchor, '-untrusted', untrusted, leaf)
    return true
  } catch {
    return false
  }
}
