import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** The README promises this. */
const maxLines = 25

describe('the lines of integration', () => {
  it.each(['react/sign-button.tsx', 'vue/SignButton.vue', 'html/page.js'])(
    `%s: at most ${maxLines}`,
    (file) => {
      const text = readFileSync(new URL(file, import.meta.url), 'utf8')
      const lines = text.split('\n').filter((line) => line.trim() !== '')
      expect(lines.length).toBeLessThanOrEqual(maxLines)
      // All of it: what the page does with the client is in no other file.
      expect(text).toContain('requestSignature')
    },
  )
})
