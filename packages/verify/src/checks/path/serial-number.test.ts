import { describe, expect, it } from 'vitest'
import { issue } from '../../path/issue.fixture.js'
import { serialNumber } from './serial-number.js'

const serial = (...octets: number[]): Uint8Array => Uint8Array.of(2, octets.length, ...octets)
const positive = (length: number): Uint8Array => serial(1, ...Array<number>(length - 1).fill(7))

describe(`${serialNumber.id} (${serialNumber.clause})`, () => {
  it.each([
    ['20 octets', positive(20), {}],
    ['zero', serial(0), { sign: 'zero' }],
    ['a negative one', serial(0xff), { serialNumber: 'ff', sign: 'negative' }],
  ])('passes %s', async (_, rawSerialNumber, facts) => {
    const { certificate } = await issue('Signer', { rawSerialNumber })
    expect(serialNumber.run(certificate)).toEqual({ status: 'PASSED', facts })
  })

  it('refuses 21 octets', async () => {
    const { certificate } = await issue('Signer', { rawSerialNumber: positive(21) })
    expect(serialNumber.run(certificate)).toMatchObject({
      status: 'INDETERMINATE',
      facts: { octets: 21, maxOctets: 20 },
    })
  })
})
