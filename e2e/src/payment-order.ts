import { transactionDocument } from '@chopmark/server'
import { localized } from './localized.js'

/** A payment order with a field of every kind. */
export const payment = transactionDocument('payment.json', {
  title: localized('Payment order', '付款指示', '付款指示'),
  fields: [
    {
      kind: 'amount',
      label: localized('Amount', '金額', '金额'),
      currency: 'HKD',
      value: '1250000.50',
    },
    {
      ...{ kind: 'payee', label: localized('Pay to', '收款人', '收款人') },
      ...{ name: 'Harbour Fish Trading Ltd', bank: '示範銀行', account: '012345678901' },
    },
    {
      kind: 'account',
      label: localized('From account', '付款帳戶', '付款账户'),
      value: '024-888-123456-001',
    },
    { kind: 'date', label: localized('Payment date', '付款日期', '付款日期'), value: '2026-11-24' },
    {
      kind: 'date-time',
      label: localized('Before', '截止', '截止'),
      value: '2026-11-24T09:05:00Z',
    },
    {
      kind: 'person',
      label: localized('Ordered by', '指示人', '指示人'),
      name: '陳大文',
      identity: 'A123456(3)',
    },
    { kind: 'boolean', label: localized('Urgent', '緊急', '紧急'), value: true },
    {
      kind: 'list',
      label: localized('Goods', '貨物', '货物'),
      items: ['Garoupa', 'Pomfret'].map((name) => [
        { kind: 'text', label: localized('Name', '名稱', '名称'), value: name },
        {
          kind: 'amount',
          label: localized('Price', '價錢', '价钱'),
          currency: 'JPY',
          value: '12000',
        },
      ]),
    },
  ],
})
