import { describe, expect, it } from 'vitest'
import { textWarnings } from './text-warnings.js'

describe('textWarnings', () => {
  it.each([
    'CHAN Tai Man',
    '陳大文 CHAN',
    'José',
    'Αθήνα',
    'Москва',
    'info@bank.hk',
    '',
    '銀行（HK）',
  ])('has none for %j', (text) => {
    expect(textWarnings(text)).toEqual([])
  })

  it.each([
    ['bаnk', ['mixed-scripts']], // the second letter is Cyrillic
    ['HSΒC Bank', ['mixed-scripts']], // a Greek Beta
    ['a\u202eb', ['invisible-characters']],
    ['a\u0000', ['invisible-characters']],
    ['a\u0378', ['unassigned-characters']],
  ])('warns of %j: %j', (text, warnings) => {
    expect(textWarnings(text)).toEqual(warnings)
  })
})
