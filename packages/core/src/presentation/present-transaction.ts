import type { Locale } from '../request.js'
import { currencyName, formatAmount } from '../transaction/currencies.js'
import type { Transaction, TransactionField } from '../transaction/transaction.js'
import { displayText } from '../x509/display-text.js'
import { documentTextWarnings, foreignText } from './foreign-text.js'
import type { ShownNode, ShownRow } from './presentation.js'
import { spellDate, spellMoment } from './spell-date.js'
import { words } from './words.js'

/** A transaction in one of its languages, so that amounts, payees and dates cannot be mistaken. */
export function presentTransaction({ title, fields }: Transaction, locale: Locale): ShownNode {
  return { kind: 'table', title: line(title[locale]), rows: rowsOf(fields, locale) }
}

function rowsOf(fields: readonly TransactionField[], locale: Locale): readonly ShownRow[] {
  return fields.map((field) => ({
    label: line(field.label[locale]),
    value: presentField(field, locale),
  }))
}

function presentField(field: TransactionField, locale: Locale): ShownNode {
  const { yes, no, bank, account, identity, hongKongTime } = words[locale]
  switch (field.kind) {
    case 'text':
      return foreignText('text', field.value)
    case 'statement':
      return foreignText('text', field.value[locale])
    case 'amount': {
      const { currency, value } = field
      const name = currencyName(currency)[locale]
      const note = locale === 'en' ? `${name} (${currency})` : `${name}（${currency}）`
      return { kind: 'amount', text: formatAmount(currency, value), note }
    }
    case 'payee':
      return party('payee', field.name, [
        ...optional(bank, field.bank && foreignText('text', field.bank)),
        ...optional(account, field.account && accountNode(field.account)),
      ])
    case 'person':
      return party(
        'person',
        field.name,
        optional(identity, field.identity && foreignText('account', field.identity)),
      )
    case 'account':
      return accountNode(field.value)
    case 'date':
      return { kind: 'date', text: spellDate(field.value, locale) }
    case 'date-time':
      return { kind: 'date', text: spellMoment(field.value, locale), note: hongKongTime }
    case 'boolean':
      return { kind: 'text', text: field.value ? yes : no }
    case 'section':
      return { kind: 'table', rows: rowsOf(field.fields, locale) }
    case 'list':
      return {
        kind: 'list',
        items: field.items.map((item) => ({ kind: 'table', rows: rowsOf(item, locale) })),
      }
  }
}

function party(
  kind: 'payee' | 'person',
  name: string,
  rows: readonly ShownRow[],
): Extract<ShownNode, { rows: unknown }> {
  return { kind, name: displayText(name), ...documentTextWarnings(name), rows }
}

function optional(label: string, value: ShownNode | '' | undefined): readonly ShownRow[] {
  return value === undefined || value === '' ? [] : [{ label, value }]
}

/** A bare row of digits is read in fours; where the writer has grouped it, so it stays. */
function accountNode(number: string): ShownNode {
  const text = /^\d{7,}$/.test(number) ? number.replace(/(\d{4})(?=\d)/g, '$1 ') : number
  return { kind: 'account', text }
}

function line(text: string): string {
  return displayText(text, { multiline: true })
}
