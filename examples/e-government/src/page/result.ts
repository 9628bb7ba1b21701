import type { Locale } from '@chopmark/client'
import { make } from './elements.js'
import { formatTime, language, say } from './language.js'

/** A report in one language: the server explains, the page only shows. */
export interface Explanation {
  /** The verdict, why, what to do next, who signed and when; one sentence each. */
  readonly lines: readonly string[]
  readonly checks: readonly {
    readonly id: string
    readonly clause: string
    readonly passed: boolean
    readonly text: string
  }[]
}

/** What the portal tells about one signature. */
export interface Submission {
  readonly signatureId: string
  readonly outcome: 'passed' | 'failed' | 'pending'
  readonly signer: { readonly name: string; readonly profile: Readonly<Record<Locale, string>> }
  readonly signedAt: string
  readonly checkedAt: string
  readonly document: string
  readonly evidenceUrl: string
  readonly chain: readonly {
    readonly subject: string
    readonly notBefore: string
    readonly notAfter: string
  }[]
  readonly trustAnchor: string | null
  readonly revocation: readonly {
    readonly subject: string
    readonly status: 'good' | 'revoked' | 'unknown'
    readonly source: 'crl' | 'ocsp' | null
    readonly thisUpdate: string | null
    readonly nextUpdate: string | null
  }[]
  readonly explanation: Readonly<Record<Locale, Explanation>>
}

const outcomes = {
  passed: 'verdictPassed',
  failed: 'verdictFailed',
  pending: 'verdictPending',
} as const
const marks = { passed: '✓', failed: '✗', pending: '…' } as const
const statuses = { good: 'statusGood', revoked: 'statusRevoked', unknown: 'statusUnknown' } as const

function row(label: string, ...value: readonly (Node | string)[]): readonly HTMLElement[] {
  return [make('dt', {}, label), make('dd', {}, ...value)]
}

function card(title: string, ...content: readonly Node[]): HTMLElement {
  return make('section', { class: 'card' }, make('h2', {}, title), ...content)
}

function revocationLine(fact: Submission['revocation'][number]): HTMLElement {
  const parts = [say(statuses[fact.status])]
  if (fact.source !== null) parts.push(say(fact.source))
  if (fact.thisUpdate !== null) parts.push(`${say('issuedAt')} ${formatTime(fact.thisUpdate)}`)
  if (fact.nextUpdate !== null) parts.push(`${say('nextAt')} ${formatTime(fact.nextUpdate)}`)
  return make('li', {}, fact.subject, make('small', {}, parts.join(' · ')))
}

/** Fills the result view: verdict first, then who, when, the chain, revocation, the document and every check. */
export function showResult(place: HTMLElement, submission: Submission): void {
  const explanation = submission.explanation[language()]
  const { outcome } = submission
  place.replaceChildren(
    make(
      'div',
      { class: 'verdict', 'data-outcome': outcome },
      make(
        'h1',
        {},
        make('span', { 'aria-hidden': 'true' }, marks[outcome]),
        say(outcomes[outcome]),
      ),
      // The heading says the first line already.
      ...explanation.lines.slice(1).map((line) => make('p', {}, line)),
    ),
    card(
      say('signedBy'),
      make(
        'dl',
        {},
        ...row(
          say('signedBy'),
          submission.signer.name,
          make('br', {}),
          submission.signer.profile[language()],
        ),
        ...row(say('receivedAt'), formatTime(submission.signedAt)),
        ...row(say('checkedAt'), formatTime(submission.checkedAt)),
        ...row(say('reference'), submission.signatureId),
      ),
      make(
        'p',
        { class: 'actions' },
        make(
          'a',
          { class: 'button', href: submission.evidenceUrl, download: '' },
          say('downloadEvidence'),
        ),
      ),
    ),
    card(
      say('chain'),
      make(
        'ol',
        { class: 'chain' },
        ...submission.chain.map(({ subject, notBefore, notAfter }) =>
          make(
            'li',
            {},
            subject,
            make(
              'small',
              {},
              `${say('validity')} ${formatTime(notBefore)} – ${formatTime(notAfter)}`,
            ),
          ),
        ),
        ...(submission.trustAnchor === null
          ? []
          : [make('li', {}, submission.trustAnchor, make('small', {}, say('trustAnchor')))]),
      ),
    ),
    card(
      say('revocation'),
      make('ul', { class: 'chain' }, ...submission.revocation.map(revocationLine)),
    ),
    card(say('document'), make('pre', {}, submission.document)),
    make(
      'details',
      { class: 'card' },
      make('summary', {}, say('reasons')),
      make(
        'ul',
        {},
        ...explanation.checks.map(({ id, clause, passed, text }) =>
          make('li', {}, `${passed ? '✓' : '✗'} ${text}`, make('small', {}, ` ${id} · ${clause}`)),
        ),
      ),
    ),
  )
}
