import type { Name } from '@chopmark/core'
import type { SubtreeMatch } from './name-constraints.js'
import { rdnKeys } from './rdn-keys.js'

/**
 * Does a name begin with the relative distinguished names of the base? Whole ones are compared, after string preparation.
 * Source: RFC 5280 §4.2.1.10, §7.1.
 */
export function matchDirectoryName(name: readonly string[], base: Name): SubtreeMatch {
  const prefix = rdnKeys(base)
  if (prefix.length > name.length) return 'outside'
  for (let i = 0; i < prefix.length; i++) if (prefix[i] !== name[i]) return 'outside'
  return 'inside'
}
