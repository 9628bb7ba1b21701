import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { corporaFolder } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { fromHex } from '../encoding.js'
import { parsing } from '../der/parsing.js'
import { readSubjectPublicKeyInfo } from '../x509/parse-certificate.js'
import { readPublicKey } from './public-key.js'

const file = join(corporaFolder() ?? '', 'wycheproof/ecdh_secp256r1_test.json')

interface Group {
  readonly tests: readonly {
    readonly public: string
    readonly flags: readonly string[]
    readonly result: 'valid' | 'invalid' | 'acceptable'
  }[]
}

describe.skipIf(!existsSync(file))('Wycheproof (else: no ../shared/corpora)', () => {
  it('takes every good key, and says of each invalid-curve attack what it is', () => {
    const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as { testGroups: Group[] }
    let attacks = 0
    for (const { public: octets, flags, result } of testGroups.flatMap(({ tests }) => tests)) {
      const spki = parsing(fromHex(octets), readSubjectPublicKeyInfo)
      const key = spki.ok ? readPublicKey(spki.value) : spki
      if (result === 'valid') expect(key.ok, octets).toBe(true)
      if (!flags.includes('InvalidCurveAttack')) continue
      attacks += 1
      expect(key, octets).toMatchObject({ problem: 'BAD_KEY', detail: 'NOT_ON_CURVE' })
    }
    expect(attacks).toBe(16)
  })
})
