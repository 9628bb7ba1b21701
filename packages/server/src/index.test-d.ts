// Compiled with everything else (`npm run types`), never run: what the types promise, and what they refuse.
import type { ValidationPolicy } from '@chopmark/verify'
import {
  type Acceptance,
  type Chopmark,
  createChopmark,
  createHandler,
  type Store,
} from './index.js'

/** Every answer of the portal is one of these; a new one would not compile here. */
export function everyAcceptance(acceptance: Acceptance): string {
  switch (acceptance.outcome) {
    case 'accepted':
      return acceptance.signatureId
    case 'pending':
      return acceptance.signatureId
    case 'refused':
      return acceptance.code
  }
}

const text = { en: 'Office', 'zh-Hant-HK': '部門', 'zh-Hans-HK': '部门' }
const english = { en: 'Office' }
const document = { name: 'form.txt', mediaType: 'text/plain', content: new Uint8Array([1]) }

/** Misuse that does not compile. */
export const misuses: readonly ((
  chopmark: Chopmark,
  store: Store,
  policy: ValidationPolicy,
  acceptance: Acceptance,
) => unknown)[] = [
  // @ts-expect-error -- whom to trust is never a default
  (_, store) => createChopmark({ store, origin: 'https://portal.example' }),
  // @ts-expect-error -- answers are taken from one origin, and it has a name
  (_, store, policy) => createChopmark({ store, policy }),
  // @ts-expect-error -- a request belongs to a session
  (chopmark) => chopmark.createRequest({ requester: text, purpose: text, document }),
  (chopmark) =>
    // @ts-expect-error -- a person reads who asks in three languages
    chopmark.createRequest({ session: 's', requester: english, purpose: text, document }),
  // @ts-expect-error -- whose session a request comes from is for the portal to say
  (chopmark) => createHandler(chopmark, { basePath: '/chopmark' }),
  // @ts-expect-error -- a code belongs to a refusal
  (_, __, ___, acceptance) => acceptance.code,
]
