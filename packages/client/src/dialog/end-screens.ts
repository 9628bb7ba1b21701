import { displayText } from '@chopmark/core'
import { fill } from '../messages/messages.js'
import type { Question, Work } from './dialog-view.js'
import { h, icon } from './h.js'
import {
  button,
  failureMessage,
  formatTime,
  mainButton,
  row,
  type Screen,
  type Tools,
} from './screen.js'

/** The portal has the signature. */
export function doneScreen(
  { answer }: Extract<Question, { step: 'done' }>,
  { m, locale, request, act }: Tools,
): Screen {
  const requester = displayText(request?.requester[locale] ?? '')
  const pending = answer.outcome === 'pending'
  const already = answer.outcome === 'accepted' && answer.alreadyReceived === true
  const text = pending ? m.done.pendingText : already ? m.done.already : m.done.text
  const retryAt = pending && answer.retryAt !== undefined ? Date.parse(answer.retryAt) : Number.NaN
  return {
    step: 3,
    title: pending ? m.done.pendingTitle : m.done.title,
    tone: pending ? 'wait' : 'good',
    body: [
      h(
        'p',
        { 'data-outcome': already ? 'already-received' : answer.outcome },
        fill(text, { requester }),
      ),
      Number.isNaN(retryAt)
        ? undefined
        : h('p', {}, fill(m.done.pendingUntil, { time: formatTime(retryAt, locale) })),
      h(
        'dl',
        { class: 'facts' },
        row(m.done.reference, h('code', {}, displayText(answer.signatureId, { maxLength: 80 }))),
      ),
    ],
    actions: [mainButton(m.done.finish)],
    submit: () => act({ kind: 'continue' }),
  }
}

/** What went wrong, and what helps. */
export function failureScreen(
  { error, offer, otherWay, keyOpen }: Extract<Question, { step: 'failure' }>,
  { m, locale, act }: Tools,
): Screen {
  const { code, what = '', triesLeft, signatureId } = error
  const failure = failureMessage(code, m, error.texts?.[locale])
  const close = (): void => act({ kind: 'close' })
  const labels = {
    'try-again': m.actions.tryAgain,
    'send-again': m.actions.sendAgain,
    'other-file': m.actions.otherFile,
    'other-way': m.actions.otherWay,
  } as const
  const closing = offer === undefined ? m.remedies[error.remedy] : m.actions.close
  return {
    title: failure.title,
    tone: 'bad',
    body: [
      h('p', { 'data-code': code }, fill(failure.text, { what: displayText(what) })),
      h(
        'div',
        { class: 'next', part: 'next' },
        h('h3', {}, m.failure.next),
        h('p', {}, failure.next),
        keyOpen && (offer === 'try-again' || offer === 'send-again')
          ? h('p', {}, m.failure.kept)
          : undefined,
      ),
      triesLeft === undefined
        ? undefined
        : h('p', {}, fill(m.failure.triesLeft, { triesLeft: String(triesLeft) })),
      h(
        'p',
        { class: 'muted' },
        fill(m.failure.code, { code }),
        signatureId === undefined ? undefined : h('br'),
        signatureId === undefined
          ? undefined
          : fill(m.failure.reference, { id: displayText(signatureId, { maxLength: 80 }) }),
      ),
    ],
    actions:
      offer === undefined
        ? [mainButton(closing)]
        : [
            mainButton(labels[offer]),
            ...(otherWay === true
              ? [button(m.actions.otherWay, () => act({ kind: 'other-way' }))]
              : []),
            button(closing, close),
          ],
    submit: offer === undefined ? close : () => act({ kind: 'continue' }),
  }
}

/** Something takes its time. */
export function workScreen(work: Work, { m, locale }: Tools, stop: () => void): Screen {
  if ((work.step === 'working' || work.step === 'signing') && work.where !== undefined) {
    return {
      step: work.step === 'working' ? 2 : 3,
      title: m.ownWindow.title,
      tone: 'wait',
      body: [h('p', {}, m.ownWindow.text), progress(m.ownWindow.title)],
      actions: [button(m.working.stop, stop)],
    }
  }
  switch (work.step) {
    case 'loading':
      return {
        title: m.loading.title,
        tone: 'wait',
        body: [progress(m.loading.title, work.share)],
        actions: [],
      }
    case 'working': {
      const title = work.title?.[locale] ?? m.working.title
      return {
        step: 2,
        title,
        tone: 'wait',
        body: [
          progress(title, work.share),
          work.title === undefined ? h('p', { class: 'muted' }, m.working.text) : undefined,
        ],
        actions: [button(m.working.stop, stop)],
      }
    }
    case 'signing':
    case 'sending': {
      const title = m.busy[work.step]
      return { step: 3, title, tone: 'wait', body: [progress(title, work.share)], actions: [] }
    }
  }
}

/** Asked before something that may already be on its way is stopped. */
export function stopScreen({ m }: Tools, keepGoing: () => void, stop: () => void): Screen {
  return {
    step: 3,
    title: m.busy.stopTitle,
    tone: 'wait',
    body: [h('p', {}, m.busy.stopText)],
    actions: [mainButton(m.busy.keepGoing), button(m.busy.stop, stop)],
    submit: keepGoing,
  }
}

function progress(label: string, share?: number): HTMLElement {
  const bar = h('progress', { part: 'progress', 'aria-label': label, max: '1' })
  if (share !== undefined) bar.value = share
  return bar
}

/** The picture beside a heading. */
export function toneIcon(tone: Screen['tone']): SVGElement | undefined {
  switch (tone) {
    case 'good':
      return icon('good', 'M5 12.5l4.5 4.5L19 7.5')
    case 'bad':
      return icon('bad', 'M12 6v8', 'M12 17.5v.5')
    case 'wait':
    case undefined:
      return undefined
  }
}
