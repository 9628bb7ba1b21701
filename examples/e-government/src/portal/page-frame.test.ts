import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inFrame } from './page-frame.js'

const folder = new URL('../../public/', import.meta.url)
const pages = readdirSync(folder).filter((name) => name.endsWith('.html'))

describe('inFrame', () => {
  it.each(pages)('%s has one title, one script, one masthead and one main part', (name) => {
    const framed = inFrame(readFileSync(new URL(name, folder), 'utf8'))
    for (const tag of ['html', 'title', 'script', 'header', 'main', 'footer']) {
      expect(framed.match(new RegExp(`<${tag}[ >]`, 'g')), tag).toHaveLength(1)
      expect(framed.match(new RegExp(`</${tag}>`, 'g')), tag).toHaveLength(1)
    }
    expect(framed).toMatch(/<div class="office">\s*<strong data-text="\w+">/)
  })

  it('takes no page of another form', () => {
    expect(() => inFrame('<title>x</title><main></main>')).toThrow('title, script, office and main')
  })
})
