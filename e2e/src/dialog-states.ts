import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ClientErrorCode, Locale } from '@chopmark/client'
import { sandboxCertificateProfiles, createSandboxPki } from '@chopmark/test-pki'
import { expect, type Page } from '@playwright/test'
import { dialog, mainButton } from './sign-flow.js'

const dist = fileURLToPath(new URL('../../packages/client/dist', import.meta.url))

/** Every state of the dialog that a page can bring about through what the client exports. */
export const dialogStates = [
  'loading',
  'review',
  'review-table',
  'review-unshown',
  'source',
  'file',
  'file-problem',
  'pin',
  'pin-problem',
  'form',
  'form-problem',
  'working',
  'working-share',
  'own-window',
  'certificate',
  'certificates',
  'certificates-unfit',
  'certificate-ending',
  'signing',
  'stop',
  'sending',
  'done',
  'pending',
] as const

export type DialogState = (typeof dialogStates)[number] | ClientErrorCode

export interface StateOptions {
  readonly locale?: Locale
  readonly theme?: 'light' | 'dark'
}

/** What the page plays the states with, made once: DER in base64. */
interface Cast {
  readonly good: string
  readonly other: string
  readonly expired: string
  readonly ending: string
  readonly bank: string
}

let cast: Promise<Cast> | undefined

async function makeCast(): Promise<Cast> {
  const pki = await createSandboxPki()
  const now = Date.now()
  const day = 24 * 60 * 60 * 1000
  const at = (days: number): Date => new Date(now + days * day)
  const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64')
  const personal = async (name: string, from = -400, to = 600): Promise<string> =>
    base64(
      (
        await pki.issue('e-cert-personal', {
          name,
          email: 'someone@example.hk',
          notBefore: at(from),
          notAfter: at(to),
        })
      ).certificate,
    )
  return {
    good: await personal('CHAN TAI MAN'),
    other: await personal('CHAN TAI MAN ALEXANDER BARTHOLOMEW CHRISTOPHER'),
    expired: await personal('CHAN TAI MAN', -800, -30),
    ending: await personal('CHAN TAI MAN', -345, 20.5),
    bank: base64(
      (await pki.issue('bank-cert', { name: 'CHAN TAI MAN', organisation: 'Bank of Nowhere' }))
        .certificate,
    ),
  }
}

/**
 * A page of the portal's own origin and policy that holds nothing but the client as it is published.
 * @param origin - The portal's.
 */
export async function openClientPage(page: Page, origin: string): Promise<void> {
  await page.route('**/harness', async (route) => {
    const response = await route.fetch({ url: `${origin}/sandbox` })
    const body = '<!doctype html><html lang="en"><title>Harness</title><body></body></html>'
    await route.fulfill({ response, body })
  })
  const files = new Set(readdirSync(dist))
  await page.route('**/harness/*', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').pop() ?? ''
    if (!files.has(name)) return route.fulfill({ status: 404 })
    return route.fulfill({ contentType: 'text/javascript', body: readFileSync(`${dist}/${name}`) })
  })
  await page.goto(`${origin}/harness`)
}

/** Brings the dialog into a state, in place of the one before. */
export async function showState(
  page: Page,
  state: DialogState,
  { locale = 'zh-Hant-HK', theme = 'light' }: StateOptions = {},
): Promise<void> {
  cast ??= makeCast()
  const profiles = sandboxCertificateProfiles
  await page.evaluate(enact, { state, locale, theme, cast: await cast, profiles })
  const at = async (step: string): Promise<void> =>
    expect(dialog(page).locator(`form[data-step=${step}]`)).toBeVisible()
  if (state === 'loading') return at('loading')
  await at('review')
  if (state.startsWith('review')) return
  await mainButton(page).click()
  switch (state) {
    case 'source':
      return at('source')
    case 'file':
    case 'file-problem':
      return at('file')
    case 'pin':
    case 'pin-problem':
      return at('pin')
    case 'form':
    case 'form-problem':
      return at('form')
    case 'working':
    case 'working-share':
    case 'own-window':
      return at('working')
    case 'certificate':
    case 'certificates':
    case 'certificates-unfit':
    case 'certificate-ending':
      return at('certificates')
    case 'signing':
    case 'sending':
    case 'stop':
    case 'done':
    case 'pending':
      await at('certificates')
      await mainButton(page).click()
      if (state === 'pending') return at('done')
      if (state !== 'stop') return at(state)
      await at('signing')
      await page.keyboard.press('Escape')
      await expect(mainButton(page)).toBeVisible()
      return
    default:
      return at('failure')
  }
}

interface Play {
  readonly state: string
  readonly locale: Locale
  readonly theme: 'light' | 'dark'
  readonly cast: Cast
  readonly profiles: unknown
}

/** Runs in the page: a portal that answers from memory, and a key source that does what the state wants. */
async function enact({ state, locale, theme, cast, profiles }: Play): Promise<void> {
  type Client = typeof import('@chopmark/client')
  type Source = import('@chopmark/client').KeySource
  type Kinds = import('@chopmark/client').CertificateKinds
  type Handle = import('@chopmark/client').KeyHandle
  const address = '/harness/index.js'
  const client = (await import(address)) as Client
  const stage = window as unknown as { leave?: () => Promise<void> }
  await stage.leave?.()
  const controller = new AbortController()

  const text = (en: string, hant: string, hans: string) => ({
    en,
    'zh-Hant-HK': hant,
    'zh-Hans-HK': hans,
  })
  const documents = {
    'review-table': [
      'application/json',
      '{"form":"IR1249","name":"陳大文","amount":1250.50,"children":[{"name":"陳小文","born":"2019-03-01"}],"consent":true,"remarks":null}',
    ],
    'review-unshown': ['application/octet-stream', '\u0000\u0001'],
  } as const
  const plain = `${'申請人：陳大文\nNew address: Flat A, 12/F, Demonstration House, 1 Sample Road, Sha Tin, New Territories\n\n'.repeat(8)}A-very-long-word-without-any-break-${'x'.repeat(120)}`
  const [mediaType, words] =
    state in documents
      ? documents[state as keyof typeof documents]
      : (['text/plain; charset=utf-8', plain] as const)
  const content = new TextEncoder().encode(words)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content))
  const base64url = (bytes: Uint8Array): string =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, '')
  const now = Date.now()
  const time = (ms: number): string => new Date(now + ms).toISOString().replace(/\.\d+Z/, 'Z')
  const request = {
    version: 1,
    id: 'harness',
    nonce: base64url(crypto.getRandomValues(new Uint8Array(32))),
    origin: location.origin,
    requester: text('Demonstration Department', '示範政府部門', '示范政府部门'),
    purpose: text(
      'To notify the department of your new address',
      '通知部門你的新地址',
      '通知部门你的新地址',
    ),
    document: {
      name: 'change-of-address-with-a-rather-long-file-name-2026.txt',
      mediaType,
      sizeBytes: content.length,
      digestAlgorithm: 'SHA-256',
      digest: base64url(digest),
    },
    packaging: 'attached',
    commitmentType: 'proofOfApproval',
    signer: { profiles: ['sandbox/e-cert-personal'] },
    createdAt: time(-1000),
    expiresAt: time(900_000),
    sandbox: true,
  }
  const never = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error))
  })
  never.catch(() => undefined)
  const fetch = async (input: string): Promise<Response> => {
    if (state === 'loading') return never
    if (input.endsWith('/content')) return new Response(content)
    if (input.endsWith('/signature')) {
      if (state === 'sending') return never
      const signatureId = 'S-2026-000123'
      return state === 'pending'
        ? Response.json(
            { outcome: 'pending', signatureId, missing: [], retryAt: time(3_600_000) },
            { status: 202 },
          )
        : Response.json({ outcome: 'accepted', signatureId, reports: [] })
    }
    return input.endsWith('/harness-request')
      ? Response.json(request)
      : new Response('', { status: 404 })
  }

  const handle = (base64: string): Handle => ({
    certificate: Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)),
    chain: [],
    algorithm: { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    sign: async () =>
      state === 'signing' || state === 'stop' ? never : Promise.resolve(new Uint8Array(256)),
    release: () => undefined,
  })
  const form = {
    id: 'harness',
    title: text('Set up this device', '設定這部裝置', '设定这部装置'),
    paragraphs: [
      text(
        'Enter what stands in your PIN envelope.',
        '請輸入密碼信封內的資料。',
        '请输入密码信封内的资料。',
      ),
    ],
    facts: [[text('Valid until', '有效期至', '有效期至'), now as never]] as const,
    fields: [
      {
        id: 'referenceNumber',
        label: text('Reference number', '參考編號', '参考编号'),
        hint: text('Ten digits', '十位數字', '十位数字'),
        empty: text('Fill this in first.', '請先填寫此欄。', '请先填写此栏。'),
        kind: 'text' as const,
        digits: true,
      },
      {
        id: 'enrolmentPin',
        label: text('PIN', '密碼（PIN）', '密码（PIN）'),
        empty: text('Fill this in first.', '請先填寫此欄。', '请先填写此栏。'),
        kind: 'secret' as const,
      },
    ],
    actions: [
      { id: 'enrol', label: text('Get my certificate', '取得證書', '取得证书') },
      { id: 'cancel', label: text('Cancel', '取消', '取消') },
    ] as const,
  }
  const list: Source['list'] = async ({ prompts }) => {
    switch (state) {
      case 'source':
        break
      case 'file':
        await prompts.file({})
        break
      case 'file-problem':
        await prompts.file({ problem: { code: 'P12_UNSUPPORTED', what: '1.2.840.113549.1.5.99' } })
        break
      case 'pin':
        await prompts.pin({ for: 'CHAN-TAI-MAN-e-Cert-2026.p12' })
        break
      case 'pin-problem':
        await prompts.pin({ for: 'e-Cert.p12', problem: { code: 'WRONG_PIN' } })
        break
      case 'form':
        await prompts.form?.(form)
        break
      case 'form-problem':
        await prompts.form?.({
          ...form,
          problem: {
            code: 'ENROLMENT_CODE_WRONG',
            triesLeft: 3,
            texts: await client.failureTexts('ENROLMENT_CODE_WRONG'),
          },
        })
        break
      case 'working':
        await prompts.working(() => never)
        break
      case 'working-share':
        await prompts.working((report) => {
          report(0.4)
          return never
        })
        break
      case 'own-window':
        await prompts.working(() => never, 'own-window')
        break
      case 'certificates':
        return [cast.good, cast.other, cast.expired, cast.bank].map(handle)
      case 'certificates-unfit':
        return [cast.expired, cast.bank].map(handle)
      case 'certificate-ending':
        return [handle(cast.ending)]
      case 'certificate':
      case 'signing':
      case 'stop':
      case 'sending':
      case 'done':
      case 'pending':
        return [handle(cast.good)]
      default: {
        const code = state as import('@chopmark/client').ClientErrorCode
        throw new client.ClientError(code, {
          texts: await client.failureTexts(code),
          what: '1.2.840.113549.1.5.99',
          triesLeft: 2,
          signatureId: 'S-2026-000123',
        })
      }
    }
    return never
  }
  const source: Source = { id: 'harness', label: 'ecertFile', list }
  const second: Source = { id: 'harness-two', label: 'card', list }
  const failing = /^[A-Z]/.test(state)
  const keySources =
    state === 'source' || failing ? ([source, second] as const) : ([source] as const)
  const certificateKinds = {
    profiles,
    renewalUrls: { 'sandbox/e-cert-personal': '/sandbox' },
    brands: [
      {
        profiles: ['sandbox/bank-cert'],
        subject: { '2.5.4.11': 'Bank of Nowhere' },
        name: text('Bank of Nowhere Limited', '烏有銀行有限公司', '乌有银行有限公司'),
        logo: '/assets/bank.svg',
        confidence: 'seen',
      },
    ],
  } as Kinds
  if (failing) localStorage.setItem('chopmark-last-choice', '{"source":"harness"}')
  else localStorage.removeItem('chopmark-last-choice')
  const ended = client
    .requestSignature({
      requestUrl: '/harness-request',
      fetch,
      locale,
      keySources,
      signal: controller.signal,
      dialog: { theme, certificateKinds },
    })
    .then(
      () => undefined,
      () => undefined,
    )
  stage.leave = async () => {
    controller.abort(new Error('next state'))
    await ended
  }
}
