import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CardError } from '../card-error.js'
import { asCardError } from './as-card-error.js'
import { ckrOf } from './cryptoki.js'
import { modulePaths, wellKnownModules } from './module-paths.js'
import { isWorse, pinState } from './pin-state.js'

it('loads a driver once, however many names it has, and tells of a configured one that is missing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chopmark-modules-'))
  try {
    const [real, link, missing] = ['real.so', 'link.so', 'missing.so'].map((name) =>
      join(folder, name),
    ) as [string, string, string]
    writeFileSync(real, '')
    symlinkSync(real, link)
    expect(modulePaths([link, missing], [real, missing])).toEqual([link, missing])
    expect(modulePaths([], [missing, real, link])).toEqual([real])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('knows where drivers lie on each platform', () => {
  expect(wellKnownModules('linux', {})).toContain('/usr/lib/softhsm/libsofthsm2.so')
  expect(wellKnownModules('darwin', {})).toContain('/Library/OpenSC/lib/opensc-pkcs11.so')
  expect(wellKnownModules('win32', { ProgramFiles: 'D:\\P' })[0]).toBe(
    'D:\\P\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll',
  )
})

it.each([
  [0, 'ok'],
  [0x10000, 'low'],
  [0x30000, 'final-try'],
  [0x70000, 'locked'],
  [0x40000, 'locked'],
] as const)('token flags %i say that the PIN is %s', (flags, state) => {
  expect(pinState(flags)).toBe(state)
})

it('knows what is worse', () => {
  expect(isWorse('final-try', 'low')).toBe(true)
  expect(isWorse('low', 'low')).toBe(false)
  expect(isWorse('ok', 'final-try')).toBe(false)
})

it.each([
  [0xe0, 'CARD_REMOVED'],
  [0x32, 'CARD_REMOVED'],
  [0xa0, 'PIN_WRONG'],
  [0xa2, 'PIN_WRONG'],
  [0xa4, 'PIN_LOCKED'],
  [0xa3, 'PIN_UNUSABLE'],
  [0x50, 'PIN_CANCELLED'],
  [0x5, 'CARD_FAILED'],
])('CKR %i is told as %s', (code, problem) => {
  const thrown = Object.assign(new Error('CKR'), { code })
  expect(asCardError(thrown)).toMatchObject({ problem })
})

it('reads the number from the text where that is all there is, and lets other errors pass', () => {
  expect(ckrOf(new Error('CKR_DEVICE_REMOVED:50\n    at C_FindObjects'))).toBe(50)
  const other = new TypeError('no function')
  expect(asCardError(other)).toBe(other)
  const own = new CardError('NO_KEY')
  expect(asCardError(own)).toBe(own)
})
