import { type HostQuestion, maxAttributesLength, maxDocuments, type PinState } from '../protocol.js'

const pinStates: readonly PinState[] = ['ok', 'low', 'final-try', 'locked']
/** Longer than any origin, key id, ticket or PIN. */
const maxText = 512

/** Takes a message from the extension as a question; undefined for anything else. */
export function parseQuestion(message: unknown): HostQuestion | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const fields = message as Readonly<Record<string, unknown>>
  const { id, kind, pin } = fields
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined
  const text = (name: string, max = maxText): string | undefined => {
    const value = fields[name]
    return typeof value === 'string' && value.length <= max ? value : undefined
  }
  const ticket = text('ticket')
  switch (kind) {
    case 'hello':
      return typeof fields['protocol'] === 'number'
        ? { id, kind, protocol: fields['protocol'] }
        : undefined
    case 'list':
      return { id, kind }
    case 'prepare': {
      const key = text('key')
      const origin = text('origin')
      const attributes = attributesOf(fields['attributes'])
      return key === undefined || origin === undefined || attributes === undefined
        ? undefined
        : { id, kind, key, origin, attributes }
    }
    case 'sign': {
      const told = pinStates.find((state) => state === fields['told'])
      if (ticket === undefined || told === undefined) return undefined
      if (pin === undefined) return { id, kind, ticket, told }
      const typed = text('pin')
      return typed === undefined ? undefined : { id, kind, ticket, told, pin: typed }
    }
    case 'forget':
      return ticket === undefined ? undefined : { id, kind, ticket }
    default:
      return undefined
  }
}

function attributesOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxDocuments) return undefined
  const all = value as readonly unknown[]
  return all.every((one) => typeof one === 'string' && one.length <= maxAttributesLength)
    ? (all as readonly string[])
    : undefined
}
