import { UsageError } from '@chopmark/core'
import type { Chopmark } from '../chopmark.js'
import { answer, type HttpAnswer } from './http-message.js'

/** The page of the dialog at its own origin: what it loads, and what it may reach. */
export interface DialogPage {
  /** The script that calls `hostDialog` of `@chopmark/client`: an address at the dialog's origin, for example `/assets/dialog.js`. */
  readonly script: string
  /** Further origins that key sources talk to, for example a CA's enrolment endpoint. */
  readonly connect?: readonly string[]
  /** In the window's title bar, beside the address; default `Chopmark 簽署 Sign`. */
  readonly title?: string
}

const withoutScript = [
  ['en', 'Signing needs JavaScript.'],
  ['zh-Hant-HK', '簽署需要使用 JavaScript。'],
  ['zh-Hans-HK', '签署需要使用 JavaScript。'],
] as const

/**
 * The page, under a policy that lets in its own origin's files and nothing else, and framed by the portal's pages alone. No
 * cross-origin opener policy: the window has to know who opened it.
 * @throws UsageError `INVALID_DIALOG_PAGE` when the script is no path of this origin, or an origin to connect to is none.
 */
export function dialogPageAnswer(
  { origin, dialogOrigin }: Pick<Chopmark, 'origin' | 'dialogOrigin'>,
  { script, connect = [], title = 'Chopmark 簽署 Sign' }: DialogPage,
): HttpAnswer {
  const base = dialogOrigin ?? misuse()
  if (!URL.canParse(script, base) || new URL(script, base).origin !== base) misuse()
  for (const one of connect) if (!URL.canParse(one) || new URL(one).origin !== one) misuse()
  const said = withoutScript.map(([lang, text]) => `<p lang="${lang}">${text}</p>`).join('')
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <meta name="chopmark-portals" content="${escaped(origin)}" />
    <title>${escaped(title)}</title>
    <script type="module" src="${escaped(script)}"></script>
  </head>
  <body><noscript>${said}</noscript></body>
</html>
`
  return answer(200, 'text/html; charset=utf-8', page, {
    'content-security-policy': contentSecurityPolicy(origin, connect),
    'cross-origin-opener-policy': 'unsafe-none',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'origin-agent-cluster': '?1',
  })
}

function contentSecurityPolicy(portal: string, connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${portal}`,
    "require-trusted-types-for 'script'",
    'trusted-types chopmark',
  ].join('; ')
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  }
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

function misuse(): never {
  throw new UsageError(
    'INVALID_DIALOG_PAGE',
    'Set dialogUrl of createChopmark, and give a script at that origin and bare origins to connect to.',
  )
}
