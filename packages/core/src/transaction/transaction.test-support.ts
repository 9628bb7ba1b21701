import type { LocalizedText } from '../request.js'
import type { Transaction } from './transaction.js'

function text(en: string, hant: string, hans: string): LocalizedText {
  return { en, 'zh-Hant-HK': hant, 'zh-Hans-HK': hans }
}

/** A payment order that has a field of every kind. */
export const samplePayment: Transaction = {
  type: 'chopmark/transaction',
  version: 1,
  title: text('Payment order', '付款指示', '付款指示'),
  fields: [
    {
      kind: 'amount',
      label: text('Amount', '金額', '金额'),
      currency: 'HKD',
      value: '1250000.50',
    },
    {
      kind: 'payee',
      label: text('Pay to', '收款人', '收款人'),
      name: 'Harbour Fish Trading Ltd',
      bank: 'Bank of Somewhere',
      account: '012345678901',
    },
    { kind: 'account', label: text('From', '由', '由'), value: '024-888-123456-001' },
    { kind: 'date', label: text('On', '日期', '日期'), value: '2026-11-24' },
    {
      kind: 'date-time',
      label: text('Before', '之前', '之前'),
      value: '2026-11-24T16:05:00Z',
    },
    {
      kind: 'person',
      label: text('Ordered by', '指示人', '指示人'),
      name: '陳大文',
      identity: 'A123456(3)',
    },
    { kind: 'boolean', label: text('Urgent', '緊急', '紧急'), value: false },
    {
      kind: 'statement',
      label: text('Declaration', '聲明', '声明'),
      value: text('I may dispose of it.', '本人有權處置。', '本人有权处置。'),
    },
    {
      kind: 'section',
      label: text('Invoice', '發票', '发票'),
      fields: [
        {
          kind: 'list',
          label: text('Goods', '貨物', '货物'),
          items: [
            [
              { kind: 'text', label: text('What', '名稱', '名称'), value: 'Garoupa\n石斑' },
              {
                kind: 'amount',
                label: text('Price', '價錢', '价钱'),
                currency: 'JPY',
                value: '12000',
              },
            ],
          ],
        },
      ],
    },
  ],
}
