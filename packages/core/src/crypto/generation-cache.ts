/** A bounded cache: get and set in constant time, entries unused for a while fall out. */
export interface GenerationCache<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
}

/**
 * Keeps between `size` and twice as many of the entries used last, in two generations: a hit in the young one costs one
 * look-up and moves nothing.
 */
export function generationCache<V>(size: number): GenerationCache<V> {
  let young = new Map<string, V>()
  let old = new Map<string, V>()
  const set = (key: string, value: V): void => {
    if (young.size >= size) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }
  return {
    set,
    get: (key) => {
      const hit = young.get(key)
      if (hit !== undefined) return hit
      const older = old.get(key)
      if (older !== undefined) set(key, older)
      return older
    },
  }
}
