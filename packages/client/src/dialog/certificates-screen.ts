import { displayText } from '@chopmark/core'
import type { Candidate } from '../certificate/certificate-summary.js'
import { fill } from '../messages/messages.js'
import type { Question } from './dialog-view.js'
import { h, icon } from './h.js'
import { alertBox, button, formatDate, mainButton, row, type Screen, type Tools } from './screen.js'

/** Whose certificates the source holds, which of them fit, and the last word before signing. */
export function certificatesScreen(
  { candidates }: Extract<Question, { step: 'certificates' }>,
  tools: Tools,
): Screen {
  const { m, locale, request, act } = tools
  const usable = candidates.filter(({ fit }) => fit.fits !== 'no')
  let chosen = usable.find(({ fit }) => fit.fits === 'yes') ?? usable[0]
  const several = candidates.length > 1
  const cards = candidates.map((candidate, index) =>
    card(candidate, tools, {
      id: `certificate-${index}`,
      radio: several,
      chosen: candidate === chosen,
      choose: () => (chosen = candidate),
    }),
  )
  const back = button(m.actions.back, () => act({ kind: 'back' }))
  const other = button(m.actions.otherFile, () => act({ kind: 'other-file' }))
  if (chosen === undefined) {
    const next = mainButton(m.actions.otherFile)
    return {
      step: 3,
      title: m.certificates.title,
      body: [several ? alertBox(m.certificates.noneFits) : undefined, ...cards],
      actions: [next, back],
      submit: () => act({ kind: 'other-file' }),
    }
  }
  const consent = fill(m.certificates.consent, {
    document: displayText(request?.document.name ?? ''),
    requester: displayText(request?.requester[locale] ?? ''),
  })
  return {
    step: 3,
    title: several ? m.certificates.chooseTitle : m.certificates.title,
    body: [
      several
        ? h(
            'fieldset',
            {},
            h('legend', { class: 'visually-hidden' }, m.certificates.chooseTitle),
            ...cards,
          )
        : cards[0],
      h('p', { class: 'consent' }, consent),
    ],
    actions: [mainButton(m.certificates.sign), other, back],
    submit: () => {
      if (chosen !== undefined) act({ kind: 'sign', candidate: chosen })
    },
  }
}

interface Choice {
  readonly id: string
  readonly radio: boolean
  readonly chosen: boolean
  choose(): void
}

function card({ key, summary, fit }: Candidate, { m, locale }: Tools, choice: Choice): HTMLElement {
  const { holder, kind, organisation, issuer, notBefore, notAfter, serialNumber } = summary
  const from = formatDate(notBefore, locale)
  const to = formatDate(notAfter, locale)
  const { fits, misfit } = fit
  const values = { from, to, issuer, holder, wanted: fit.wanted ?? '' }
  const verdict =
    fits === 'yes'
      ? m.certificates.fits
      : fits === 'no'
        ? m.certificates.unfit
        : m.certificates.doubtful
  const reason = misfit && fill(m.misfits[misfit], values)
  const name = h('span', { class: 'holder' }, holder)
  const heading = choice.radio
    ? h(
        'label',
        { class: 'card-title' },
        h('input', {
          type: 'radio',
          name: 'certificate',
          checked: choice.chosen,
          disabled: fits === 'no',
          'aria-describedby': choice.id,
          onchange: () => choice.choose(),
        }),
        name,
      )
    : h('div', { class: 'card-title' }, name)
  return h(
    'div',
    { class: `card ${fits}`, part: 'card', 'data-misfit': misfit },
    heading,
    h(
      'div',
      { class: 'fit', id: choice.id },
      fits === 'yes'
        ? icon('good', 'M5 12.5l4.5 4.5L19 7.5')
        : icon('bad', 'M12 6v8', 'M12 17.5v.5'),
      h('div', {}, h('strong', {}, verdict), reason === undefined ? undefined : h('p', {}, reason)),
    ),
    h(
      'dl',
      { class: 'facts' },
      kind === undefined ? undefined : row(m.certificates.kind, kind),
      organisation === undefined ? undefined : row(m.certificates.organisation, organisation),
      row(m.certificates.issuer, issuer),
      row(m.certificates.validity, fill(m.certificates.until, { from, to })),
      row(m.certificates.serialNumber, h('code', {}, serialNumber)),
      // Two readers, one name: which card it is decides which PIN is asked for.
      key.asks === undefined || key.name === undefined
        ? undefined
        : row(m.sources.card, displayText(key.name, { maxLength: 80 })),
    ),
  )
}
