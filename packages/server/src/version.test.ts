import { expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { engineVersion } from './version.js'

it('moves with the package', () => {
  expect(engineVersion).toBe(`chopmark/${manifest.version}`)
})
