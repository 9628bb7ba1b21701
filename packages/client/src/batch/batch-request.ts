import { type SignatureRequest, type SignerConstraint, UsageError } from '@chopmark/core'

/** Names of documents said in one line; the rest are counted. */
const maxNames = 3

/**
 * The request that a key has to answer to in order to answer to all: what the certificates are measured by, and what the
 * person agrees to.
 * @throws UsageError `BATCH_DIFFERS` when one consent cannot cover them: other requesters, or other signers.
 */
export function batchRequest(
  requests: readonly [SignatureRequest, ...SignatureRequest[]],
): SignatureRequest {
  const [first] = requests
  const requester = JSON.stringify(first.requester)
  if (requests.some((one) => JSON.stringify(one.requester) !== requester)) {
    differs('one requester')
  }
  const names = requests.map(({ document }) => document.name)
  const shown = names.slice(0, maxNames).join(', ')
  const name = names.length > maxNames ? `${shown} … (${names.length})` : shown
  return {
    ...first,
    document: { ...first.document, name },
    signer: requests.map(({ signer }) => signer).reduce(both),
    expiresAt: requests.map(({ expiresAt }) => expiresAt).sort()[0] ?? first.expiresAt,
    sandbox: requests.some(({ sandbox }) => sandbox),
  }
}

/** Who may sign under both constraints. */
function both(a: SignerConstraint, b: SignerConstraint): SignerConstraint {
  const subject = { ...a.subject, ...b.subject }
  for (const [oid, text] of Object.entries(a.subject ?? {})) {
    if (subject[oid] !== text) differs('one signer')
  }
  return {
    ...inBoth('profiles', a.profiles, b.profiles),
    ...inBoth('issuerNameSha256', a.issuerNameSha256, b.issuerNameSha256),
    ...(a.subject === undefined && b.subject === undefined ? {} : { subject }),
  }
}

function inBoth<K extends string>(
  name: K,
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): { readonly [P in K]?: readonly string[] } {
  const list = a === undefined ? b : b === undefined ? a : a.filter((one) => b.includes(one))
  if (list === undefined) return {}
  if (list.length === 0) differs('a kind of certificate that all accept')
  return { [name]: list } as { readonly [P in K]?: readonly string[] }
}

function differs(what: string): never {
  throw new UsageError('BATCH_DIFFERS', `A batch has one consent: ask for ${what}, or apart.`)
}
