import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JsonNode, parseFaithfulJson } from './parse-faithful-json.js'

const plain = (node: JsonNode): unknown => {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(([name, value]) => [name, plain(value)]))
    case 'array':
      return node.items.map(plain)
    case 'string':
      return node.text
    case 'number':
      return Number(node.text)
    case 'literal':
      return node.value
  }
}

describe('parseFaithfulJson', () => {
  it('keeps digits and order as they stand', () => {
    expect(parseFaithfulJson('{"b": 10.00, "a": [1e2, -0]}')).toEqual({
      kind: 'object',
      members: [
        ['b', { kind: 'number', text: '10.00' }],
        [
          'a',
          {
            kind: 'array',
            items: [
              { kind: 'number', text: '1e2' },
              { kind: 'number', text: '-0' },
            ],
          },
        ],
      ],
    })
  })

  it('refuses one name twice, also when it is written in two ways', () => {
    expect(parseFaithfulJson('{"payee":"A","payee":"B"}')).toBeUndefined()
    expect(parseFaithfulJson('{"payee":"A","p\\u0061yee":"B"}')).toBeUndefined()
  })

  it.each(['', '{', '{"a":1,}', '[1 2]', "{'a':1}", '01', '{"a":1}x', '"\u0001"', 'nul'])(
    'refuses %j',
    (text) => {
      expect(parseFaithfulJson(text)).toBeUndefined()
    },
  )

  it('refuses what is deeper or longer than anybody reads', () => {
    expect(parseFaithfulJson('['.repeat(15) + ']'.repeat(15))).toBeDefined()
    expect(parseFaithfulJson('['.repeat(17) + ']'.repeat(17))).toBeUndefined()
    expect(parseFaithfulJson(`[${'1,'.repeat(3000)}1]`)).toBeUndefined()
  })

  it('agrees with JSON.parse on all JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const node = parseFaithfulJson(JSON.stringify(value))
        expect(node && plain(node)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseFaithfulJson(text)))
  })
})
