import { parseTransaction, transactionMediaType } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { transactionDocument } from './transaction-document.js'

const label = { en: 'Amount', 'zh-Hant-HK': '金額', 'zh-Hans-HK': '金额' }

describe('transactionDocument', () => {
  it('writes canonical JSON with the labels inside', () => {
    const { name, mediaType, content } = transactionDocument('fee.json', {
      title: label,
      fields: [{ value: '370.00', kind: 'amount', currency: 'HKD', label }],
    })
    expect({ name, mediaType }).toEqual({ name: 'fee.json', mediaType: transactionMediaType })
    const labels = '{"en":"Amount","zh-Hans-HK":"金额","zh-Hant-HK":"金額"}'
    expect(new TextDecoder().decode(content)).toBe(
      `{"fields":[{"currency":"HKD","kind":"amount","label":${labels},"value":"370.00"}],"title":${labels},"type":"chopmark/transaction","version":1}`,
    )
    expect(parseTransaction(content).ok).toBe(true)
  })

  it('names the field that cannot be', () => {
    const fields = [{ kind: 'amount', label, currency: 'HKD', value: '370' }] as const
    expect(() => transactionDocument('fee.json', { title: label, fields })).toThrow(
      /fields\[0\]\.value/,
    )
  })
})
