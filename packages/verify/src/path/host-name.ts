/** Longest domain name in text, RFC 1035 §2.3.4. */
const maxHostName = 253
const hostName =
  /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/

/**
 * A host name in lower case, or null when the text is none: labels of letters, digits, hyphens and (met in real
 * certificates) underscores, no empty label, no wildcard, no final dot. Internationalised names stand as A-labels, RFC 5280 §7.2.
 */
export function parseHostName(text: string): string | null {
  if (text.length > maxHostName) return null
  const lower = text.toLowerCase()
  return hostName.test(lower) ? lower : null
}

/** Is `host` the domain itself or below it? Both as `parseHostName` gives them. */
export function withinDomain(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}
