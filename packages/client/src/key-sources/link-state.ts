import type { ClientErrorCode } from '../client-error.js'

/**
 * One link between the page and a signature, as a diagnosis finds it. `unknown`: it cannot be looked at from here, or lies
 * behind a broken one.
 */
export type LinkState =
  | { readonly link: string; readonly state: 'holds' | 'unknown' }
  | { readonly link: string; readonly state: 'broken'; readonly code: ClientErrorCode }

/**
 * Links in their order, each leaning on the one before.
 * @param broken - The first one that is broken, and why; absent: they all hold.
 */
export function linkStates(
  links: readonly string[],
  broken?: { readonly link: string; readonly code: ClientErrorCode },
): readonly LinkState[] {
  const at = broken === undefined ? links.length : links.indexOf(broken.link)
  return links.map((link, index) => {
    if (broken !== undefined && index === at) return { link, state: 'broken', code: broken.code }
    return { link, state: index < at ? 'holds' : 'unknown' }
  })
}
