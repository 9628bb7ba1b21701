import { type Name, rdnKey } from '@chopmark/core'

const known = new WeakMap<Name, readonly string[]>()

/** A key for each relative distinguished name: equal keys are equal RDNs, RFC 5280 §7.1. */
export function rdnKeys(name: Name): readonly string[] {
  let keys = known.get(name)
  if (keys === undefined) {
    keys = name.rdns.map(rdnKey)
    known.set(name, keys)
  }
  return keys
}
