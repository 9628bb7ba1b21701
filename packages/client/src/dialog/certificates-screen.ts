import { type CertificateBrand, displayText } from '@chopmark/core'
import { logoAddress, renewalAddress } from '../certificate/given-address.js'
import { certificateTexts } from '../certificate/certificate-texts.js'
import type { Candidate } from '../certificate/describe-key.js'
import { fill } from '../messages/messages.js'
import type { Question } from './dialog-view.js'
import { type Child, h, icon } from './h.js'
import { shownName } from './shown-name.js'
import { alertBox, button, formatDate, mainButton, row, type Screen, type Tools } from './screen.js'

/** @param before - The same screen in another language; what was chosen there stays. */
export type DrawCertificates = (
  question: Extract<Question, { step: 'certificates' }>,
  tools: Tools,
  before: HTMLElement | undefined,
) => Screen

/** Whose certificates the source holds, which of them fit, why the others do not, and the last word before signing. */
export const certificatesScreen: DrawCertificates = ({ candidates }, tools, before) => {
  const { m, locale, request, act } = tools
  const t = certificateTexts[locale]
  const usable = candidates.filter(({ fit }) => fit.fits !== 'no')
  const unfit = candidates.filter(({ fit }) => fit.fits === 'no')
  const back = button(m.actions.back, () => act({ kind: 'back' }))
  const chosenBefore = before?.querySelector<HTMLInputElement>('input[name=certificate]:checked')
  let chosen = usable[Number(chosenBefore?.value ?? 0)] ?? usable[0]
  const misfits = unfit.map((candidate) => card(candidate, tools, undefined))
  if (chosen === undefined) {
    return {
      step: 3,
      title: t.title,
      body: [candidates.length > 1 ? alertBox(t.noneFits) : undefined, ...misfits],
      actions: [mainButton(m.actions.otherFile), back],
      submit: () => act({ kind: 'other-file' }),
    }
  }
  const consent = fill(t.consent, {
    document: displayText(request?.document.name ?? ''),
    requester: displayText(request?.requester[locale] ?? ''),
  })
  const several = usable.length > 1
  const offered = usable.map((candidate, index) =>
    card(
      candidate,
      tools,
      several
        ? { index, chosen: candidate === chosen, choose: () => (chosen = candidate) }
        : undefined,
    ),
  )
  return {
    step: 3,
    title: several ? t.chooseTitle : t.title,
    body: [
      ...(several
        ? [h('fieldset', {}, h('legend', { class: 'visually-hidden' }, t.chooseTitle), ...offered)]
        : offered),
      h('p', { class: 'consent' }, consent),
      ...(misfits.length === 0 ? [] : [h('h3', {}, t.others), ...misfits]),
    ],
    actions: [
      mainButton(t.sign),
      button(m.actions.otherFile, () => act({ kind: 'other-file' })),
      back,
    ],
    submit: () => {
      if (chosen !== undefined) act({ kind: 'sign', candidate: chosen })
    },
  }
}

/** One of several that fit. */
interface Choice {
  readonly index: number
  readonly chosen: boolean
  choose(): void
}

function card(candidate: Candidate, tools: Tools, choice: Choice | undefined): HTMLElement {
  const { locale, m } = tools
  const t = certificateTexts[locale]
  const { key, summary, fit, profile, brand } = candidate
  const { holder, organisation, issuer, notBefore, notAfter, serialNumber } = summary
  const from = formatDate(notBefore, locale)
  const to = formatDate(notAfter, locale)
  const kind = profile?.name[locale] ?? summary.kind
  const optional = (label: string, value: Child): Child =>
    value === undefined ? undefined : row(label, value)
  return h(
    'div',
    { class: `card ${fit.fits}`, part: 'card', 'data-misfit': fit.misfit },
    title(shownName(holder, locale), choice),
    verdict(candidate, tools, { from, to, issuer, holder }, choice),
    reminder(candidate, tools, to),
    h(
      'dl',
      { class: 'facts' },
      optional(t.bank, brand && brandOf(brand, tools)),
      optional(t.kind, kind),
      optional(t.organisation, organisation && shownName(organisation, locale)),
      row(t.issuer, shownName(issuer, locale)),
      row(t.validity, fill(t.until, { from, to })),
      row(t.serialNumber, h('code', {}, serialNumber)),
      // Two readers, one name: which card it is decides which PIN is asked for.
      key.asks === undefined || key.name === undefined
        ? undefined
        : row(m.sources.card, displayText(key.name, { maxLength: 80 })),
    ),
  )
}

function title(name: HTMLElement, choice: Choice | undefined): HTMLElement {
  name.className = 'holder'
  if (choice === undefined) return h('div', { class: 'card-title' }, name)
  const input = h('input', {
    type: 'radio',
    name: 'certificate',
    value: String(choice.index),
    checked: choice.chosen,
    'aria-describedby': `certificate-${choice.index}`,
    onchange: () => choice.choose(),
  })
  return h('label', { class: 'card-title' }, input, name)
}

/** Can it be used, and why not. */
function verdict(
  { fit, profile, summary }: Candidate,
  { locale }: Tools,
  values: Readonly<Record<string, string>>,
  choice: Choice | undefined,
): HTMLElement {
  const t = certificateTexts[locale]
  const { fits, misfit, wanted, wantedKinds = [] } = fit
  const kinds = wantedKinds.map((kind) => kind[locale]).join(t.or)
  const reason =
    misfit &&
    fill(t.misfits[misfit], {
      ...values,
      kind: profile?.name[locale] ?? summary.kind ?? '',
      wanted: wanted ?? (kinds === '' ? t.anotherKind : kinds),
    })
  const said = fits === 'yes' ? t.fits : fits === 'no' ? t.unfit : t.doubtful
  return h(
    'div',
    { class: 'fit', ...(choice && { id: `certificate-${choice.index}` }) },
    fits === 'yes' ? icon('good', 'M5 12.5l4.5 4.5L19 7.5') : icon('bad', 'M12 6v8', 'M12 17.5v.5'),
    h('div', {}, h('strong', {}, said), reason === undefined ? undefined : h('p', {}, reason)),
  )
}

/** It ends soon: when, and where it is renewed. */
function reminder({ ending, fit, key }: Candidate, { locale, act }: Tools, to: string): Child {
  if (ending === undefined || fit.fits === 'no') return undefined
  const t = certificateTexts[locale]
  const { days, renewalUrl } = ending
  const address =
    renewalUrl === undefined ? undefined : renewalAddress(renewalUrl, document.baseURI)
  const said = fill(days === 0 ? t.endingToday : t.ending, { to, days: String(days) })
  return h(
    'div',
    { class: 'alert warn', part: 'alert', 'data-ending': String(days) },
    h('p', {}, said),
    key.renewal === 'at-source'
      ? button(t.renewHere, () => act({ kind: 'renew' }), 'link')
      : address === undefined
        ? undefined
        : h(
            'a',
            { class: 'link', href: address, target: '_blank', rel: 'noopener noreferrer' },
            t.renew,
          ),
  )
}

/** The bank's name, which says it all, and its logo beside it. */
function brandOf({ name, logo }: CertificateBrand, { locale }: Tools): HTMLElement {
  const address = logo === undefined ? undefined : logoAddress(logo, document.baseURI)
  const image =
    address === undefined
      ? undefined
      : h('img', {
          class: 'logo',
          src: address,
          alt: '',
          referrerpolicy: 'no-referrer',
          // A policy or a missing file keeps it away: then the name stands alone.
          onerror: () => image?.remove(),
        })
  return h('span', { class: 'brand' }, image, displayText(name[locale], { maxLength: 120 }))
}
