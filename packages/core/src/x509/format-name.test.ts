import * as pki from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { der } from '../der/der.test-support.js'
import { parsing } from '../der/parsing.js'
import { formatName } from './format-name.js'
import { oidName } from './oid-name.js'
import { readName } from './read-name.js'

const written = (bytes: Uint8Array): string => {
  const read = parsing(bytes, readName)
  return read.ok ? formatName(read.value) : read.reason
}

describe('formatName (RFC 4514)', () => {
  it.each([
    [
      pki.distinguishedName(['C', 'HK'], ['O', 'Hongkong Post'], ['CN', '陳大文']),
      'CN=陳大文,O=Hongkong Post,C=HK',
    ],
    [
      pki.distinguishedName(['CN', 'CHAN, Tai "Man" + Co; <x>\\']),
      'CN=CHAN\\, Tai \\"Man\\" \\+ Co\\; \\<x\\>\\\\',
    ],
    [pki.distinguishedName(['CN', '#1']), 'CN=\\#1'],
    [pki.distinguishedName(['CN', ' x ']), 'CN=\\ x\\ '],
    [pki.distinguishedName(['CN', ' ']), 'CN=\\ '],
    [pki.distinguishedName(['CN', 'a\u202eb', 'utf8']), 'CN=a‹U+202E›b'],
    [
      pki.nameOfRdns([
        ['CN', 'x'],
        ['E', 'x@y.hk'],
      ]),
      'emailAddress=x@y.hk+CN=x',
    ],
    [pki.distinguishedName(['1.2.3.4', 'x']), '1.2.3.4=x'],
    [der('30{ 31{ 30{ 06{2a0304} 02{05} } } }'), '1.2.3.4=#020105'],
    [pki.distinguishedName(), ''],
  ])('writes %#', (bytes, text) => {
    const order = written(bytes)
    // DER decides which attribute of a set comes first.
    expect([text, text.split('+').reverse().join('+')]).toContain(order)
  })
})

describe('oidName', () => {
  it('knows the common ones and gives the others back', () => {
    expect(oidName('2.5.4.3')).toBe('CN')
    expect(oidName('1.2.3.4')).toBe('1.2.3.4')
    expect(oidName('constructor')).toBe('constructor')
  })
})
