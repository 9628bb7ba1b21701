/**
 * A regular expression that is made when it is first asked for. Engines check a literal when they read its file, and for
 * Unicode property classes (`\p{…}`) that is to build their sets: milliseconds of every start, although most texts are
 * settled by a plain pattern before.
 */
export function lazyPattern(source: string, flags: string): () => RegExp {
  let pattern: RegExp | undefined
  return () => (pattern ??= new RegExp(source, flags))
}
