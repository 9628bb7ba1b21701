import { describe, expect, it } from 'vitest'
import { generationCache } from './generation-cache.js'

describe('generationCache', () => {
  it('keeps what is used and never more than twice its size', () => {
    const cache = generationCache<number>(3)
    cache.set('kept', 0)
    for (let i = 1; i < 100; i++) {
      cache.set(String(i), i)
      expect(cache.get('kept')).toBe(0)
      const held = Array.from({ length: 100 }, (_, key) => key).filter(
        // Asking revives; so only the newest are asked.
        (key) => key > i - 2 && key <= i && key > 0 && cache.get(String(key)) === key,
      )
      expect(held.length).toBeGreaterThan(0)
    }
    expect(cache.get('1')).toBeUndefined()
    expect(cache.get('50')).toBeUndefined()
  })
})
