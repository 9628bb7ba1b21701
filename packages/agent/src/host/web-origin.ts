/** Is this the serialised origin of a web page (RFC 6454 §6.2), and not `null`, a path or a scheme of another kind? */
export function isWebOrigin(text: string): boolean {
  try {
    const url = new URL(text)
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === text
  } catch {
    return false
  }
}
