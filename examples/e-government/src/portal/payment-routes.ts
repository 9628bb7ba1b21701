import { type Chopmark, transactionDocument } from '@chopmark/server'
import type { FastifyInstance } from 'fastify'
import { ensureSession } from './session.js'

const text = (en: string, hant: string, hans: string) => ({
  en,
  'zh-Hant-HK': hant,
  'zh-Hans-HK': hans,
})

/** The order is the same for everybody: what matters is how it is shown and signed. */
const order = transactionDocument('payment-order.json', {
  title: text('Payment order', '付款指示', '付款指示'),
  fields: [
    {
      kind: 'amount',
      label: text('Amount', '金額', '金额'),
      currency: 'HKD',
      value: '12850.00',
    },
    {
      kind: 'payee',
      label: text('Pay to', '收款人', '收款人'),
      name: 'Demonstration Department',
      bank: '示範銀行',
      account: '012345678901',
    },
    {
      kind: 'date',
      label: text('Payment date', '付款日期', '付款日期'),
      value: '2026-12-01',
    },
    {
      kind: 'statement',
      label: text('For', '用途', '用途'),
      value: text(
        'Rates for the quarter from October to December 2026',
        '2026年10月至12月的差餉',
        '2026年10月至12月的差饷',
      ),
    },
    {
      kind: 'statement',
      label: text('Declaration', '聲明', '声明'),
      value: text(
        'I ask the bank to make this payment from my account.',
        '本人要求銀行從本人帳戶支付此款項。',
        '本人要求银行从本人账户支付此款项。',
      ),
    },
  ],
})

/** Asks for a signature over a structured transaction that has to be shown whole. */
export function paymentRoutes(
  app: FastifyInstance,
  context: { readonly chopmark: Chopmark; readonly requestLifetimeMs: number },
): void {
  app.post('/api/payments', async (request, reply) => {
    const { id } = await context.chopmark.createRequest({
      session: ensureSession(request, reply),
      requester: text('Demonstration Department', '示範政府部門', '示范政府部门'),
      purpose: text('To pay your rates', '繳交差餉', '缴交差饷'),
      document: order,
      shown: 'whole',
      dialog: 'same-page',
      expiresInMs: context.requestLifetimeMs,
    })
    return { requestUrl: `/chopmark/requests/${id}` }
  })
}
