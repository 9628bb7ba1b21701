import { displayText, type SignatureRequest } from '@chopmark/core'
import type { ClientError } from '../client-error.js'
import { type Child, h } from '../dialog/h.js'
import {
  alertBox,
  button,
  failureMessage,
  mainButton,
  row,
  type Screen,
  type Tools,
} from '../dialog/screen.js'
import { earlierOf } from '../cosign/known-earlier.js'
import { requesterView } from '../requester/known-requester.js'
import { shownName } from '../dialog/shown-name.js'
import { showDocument } from '../display/show-document.js'
import { fill } from '../messages/messages.js'
import type { BatchTask } from './batch-task.js'
import { batchTexts } from './batch-texts.js'

/** Who asks, and each document of the batch, to be opened one by one. */
export function batchReview(
  tasks: readonly BatchTask[],
  request: SignatureRequest,
  tools: Tools,
): Screen {
  const { m, locale, act } = tools
  const t = batchTexts[locale]
  const offered = tasks.filter(({ document }) => document !== undefined)
  const n = String(offered.length)
  const proceed = mainButton(fill(t.proceed, { n }))
  const unread = h('p', { role: 'status' })
  // What has to be shown before it is signed has to be opened here.
  const check = (): void => {
    const left = offered.filter(({ document }) => mustBeShown(document)).length
    proceed.disabled = left > 0
    unread.textContent = left === 0 ? '' : fill(t.unread, { n: String(left) })
  }
  check()
  return {
    step: 1,
    title: fill(t.title, { n }),
    body: [
      h(
        'dl',
        { class: 'facts' },
        row(m.review.asks, ...requesterView(offered[0]?.document?.request ?? request, tools)),
      ),
      h('h3', {}, t.documents),
      h(
        'ol',
        { class: 'batch', part: 'batch' },
        ...tasks.map((task) => reviewItem(task, tools, check)),
      ),
      unread,
      h('p', { class: 'muted' }, t.meaning),
    ],
    actions: [proceed, button(m.review.decline, () => act({ kind: 'close' }))],
    submit: () => act({ kind: 'continue' }),
  }
}

function mustBeShown(document: BatchTask['document']): boolean {
  return document?.request.shown !== undefined && document.shown === undefined
}

function reviewItem(task: BatchTask, tools: Tools, opened: () => void): HTMLElement {
  const { document, result, requestUrl } = task
  const { m, locale } = tools
  const t = batchTexts[locale]
  if (document === undefined) {
    const failure = result?.outcome === 'refused' ? explained(result.error, tools) : undefined
    return h(
      'li',
      { 'data-outcome': 'refused' },
      alertBox(h('strong', {}, t.notOffered), h('p', {}, displayText(requestUrl)), failure),
    )
  }
  const { request, content } = document
  // Drawn when it is opened: fifty documents at once would keep a phone busy.
  const details = h(
    'details',
    {
      ontoggle: () => {
        if (details.childElementCount > 1) return
        const { element, attribute } = showDocument(request, content, tools)
        details.append(element)
        void attribute.then((shown) => {
          if (shown === undefined) return
          task.document = { request, content, shown }
          opened()
        })
      },
    },
    h('summary', {}, `${t.show}: `, shownName(request.document.name, locale)),
  )
  return h(
    'li',
    { 'data-request': request.id },
    h('strong', {}, shownName(request.document.name, locale)),
    h(
      'p',
      { class: 'muted' },
      displayText(request.purpose[locale]),
      h('br'),
      m.commitments[request.commitmentType],
    ),
    details,
    earlierOf(request)?.draw(tools),
  )
}

/** What became of each document. */
export function batchDone(tasks: readonly BatchTask[], tools: Tools): Screen {
  const { m, locale, act } = tools
  const t = batchTexts[locale]
  const good = tasks.filter(({ result }) => result?.outcome === 'signed').length
  const all = good === tasks.length
  return {
    step: 3,
    title: fill(all ? t.doneTitle : t.partlyTitle, { n: String(good), of: String(tasks.length) }),
    tone: all ? 'good' : 'bad',
    body: [
      h('p', { 'data-outcome': all ? 'signed' : 'partly-signed' }, all ? t.doneText : t.partlyText),
      h('ol', { class: 'batch', part: 'batch' }, ...tasks.map((task) => doneItem(task, tools))),
    ],
    actions: [mainButton(m.done.finish)],
    submit: () => act({ kind: 'continue' }),
  }
}

function doneItem({ document, result, requestUrl }: BatchTask, tools: Tools): HTMLElement {
  const t = batchTexts[tools.locale]
  const name = document?.request.document.name ?? requestUrl
  const said =
    result?.outcome === 'signed'
      ? result.answer.outcome === 'pending'
        ? t.pending
        : t.received
      : t.notReceived
  return h(
    'li',
    { 'data-result': result?.outcome ?? 'not-signed' },
    h('strong', {}, displayText(name, { maxLength: 80 })),
    h('p', {}, said),
    result?.outcome === 'signed'
      ? h('code', {}, displayText(result.answer.signatureId, { maxLength: 80 }))
      : undefined,
    result?.outcome === 'refused' ? explained(result.error, tools) : undefined,
  )
}

/** What went wrong with one document, and what helps. */
function explained({ code, what = '', texts }: ClientError, { m, locale }: Tools): Child {
  const failure = failureMessage(code, m, texts?.[locale])
  return h(
    'p',
    { class: 'muted', 'data-code': code },
    failure.title,
    h('br'),
    fill(failure.text, { what: displayText(what) }),
    h('br'),
    failure.next,
  )
}
