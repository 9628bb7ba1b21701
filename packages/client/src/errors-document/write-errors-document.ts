import { type ClientErrorCode, type Remedy, remedyOf } from '../client-error.js'
import { textsOfFailure } from '../diagnose/failure-texts.js'
import { clientErrorCauses, encryptionCauses } from './client-error-causes.js'

/** What each remedy means for the page. */
const remedies: Readonly<Record<Remedy, string>> = {
  'try-again': 'Nothing: the dialog offers to try again. Ask for the same request once more.',
  'new-request': 'Make a new request, with what the person filled in.',
  'other-file': 'Nothing: the dialog offers another e-Cert. Ask for the same request once more.',
  'pin-again': 'Nothing: the dialog asks again.',
  enrol: 'Tell the person where an enrolment code is had.',
  'other-way': 'Offer another key source.',
  wait: 'Ask for the same request again in some minutes.',
  'contact-portal': 'Mend it: no person can.',
  'other-browser': 'Tell the person which browsers will do.',
}

const head = `# Failures of @chopmark/client

Every \`ClientError\` has one of these codes. A code never changes its meaning; switch on it, or on \`remedy\`. The person has read what stands under “shows”, in
their language, before the error reaches the page; \`failureTexts(code)\` gives it in all three. Written by \`npm run errors\` from the code and the catalogues, and compared with them by the
tests.

## At a glance

`

/**
 * `ERRORS.md` of this package: each code with its cause, what the person sees and what the integrator does.
 * @param misuse - Codes of UsageError with their messages, sorted.
 */
export async function writeErrorsDocument(
  misuse: readonly (readonly [code: string, message: string])[],
): Promise<string> {
  const codes = Object.keys(clientErrorCauses) as ClientErrorCode[]
  const glance = (Object.keys(remedies) as Remedy[]).map((remedy) => {
    const those = codes.filter((code) => remedyOf(code) === remedy).map((code) => `\`${code}\``)
    return `- \`${remedy}\`: ${those.join(', ')}`
  })
  const sections = await Promise.all(codes.map(sectionOf))
  const encryption = Object.entries(encryptionCauses).map(
    ([code, cause]) => `- \`${code}\`: ${cause}`,
  )
  const usage = misuse.map(([code, message]) => `- \`${code}\`: ${message}`)
  return [
    `${head}${glance.join('\n')}`,
    `## Each code\n\n${sections.join('\n\n')}`,
    `## Encryption\n\nValues of \`encryptFor\` and \`decryptWith\` (\`ok: false\`), never thrown; an e-Cert file that does not open has its \`P12_…\` code.\n\n${encryption.join('\n')}`,
    `## Misuse\n\n\`UsageError\`: the page's own fault, told to its developer and never shown.\n\n${usage.join('\n')}`,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

async function sectionOf(code: ClientErrorCode): Promise<string> {
  const { cause, integrator } = clientErrorCauses[code]
  const remedy = remedyOf(code)
  const texts = await textsOfFailure(code)
  const { title, text, next } = texts.en
  const others = [texts['zh-Hant-HK'], texts['zh-Hans-HK']]
  return [
    `### ${code}`,
    '',
    `- Cause: ${cause}`,
    `- Shows: **${title}.** ${text} ${next}`,
    ...others.map((one) => `- Shows: **${one.title}。** ${one.text}${one.next}`),
    `- Remedy: \`${remedy}\`. ${integrator ?? remedies[remedy]}`,
  ].join('\n')
}
