/*
 * At the dialog's origin nobody is logged in: its page has a session in memory, which a window that goes to a service and comes back
 * does not share. So that window's browser gets a cookie when the dialog's page sends it off, and has to show it when it is back
 * (RFC 6749 §10.12). It stands in a window of its own, so no blocking of third parties' cookies concerns it, and it opens nothing.
 */

const valuePattern = /^[\w-]{43}$/
/** A run's longest time. */
const maxAgeSeconds = 3600

/** `__Host-`: no other host of the same domain can set it (RFC 6265bis §4.1.3.2). Plain http is for this machine alone. */
function nameAt(origin: string): string {
  return origin.startsWith('https:') ? '__Host-chopmark-browser' : 'chopmark-browser'
}

/** @returns The secret that this browser was given here; undefined: none, or something else under its name. */
export function browserOf(cookies: string | undefined, origin: string): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [name, value = ''] = pair.trim().split('=', 2)
    if (name === nameAt(origin)) return valuePattern.test(value) ? value : undefined
  }
  return undefined
}

/** `Set-Cookie`. Lax: it has to come along when the service sends the person back. */
export function browserCookie(secret: string, origin: string): string {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  return `${nameAt(origin)}=${secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`
}
