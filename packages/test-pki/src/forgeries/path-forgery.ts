import type { PathCa, PathCase } from './path-workshop.js'
import { PathWorkshop } from './path-workshop.js'

/** A certification path that has to be refused (or, as control, accepted): made on demand. */
export interface PathForgery {
  /** Kebab-case, unique, stable. */
  readonly id: string
  /** Row of the table of attacks in the project's guide. */
  readonly row: string
  readonly description: string
  /** RFC 5280 §6.1, strict DER, no SHA-1: is there a valid path? */
  readonly valid: boolean
  readonly make: () => Promise<PathCase>
}

/** A case in a workshop of its own. */
export function pathForgery(
  id: string,
  row: string,
  description: string,
  make: (workshop: PathWorkshop) => Promise<PathCase>,
): PathForgery {
  const valid = row === 'control'
  return { id, row, description, valid, make: () => make(new PathWorkshop()) }
}

/** Anchor, one CA, and whatever `leaf` makes under it. */
export async function threeSteps(
  workshop: PathWorkshop,
  ca: Parameters<PathWorkshop['ca']>[2],
  leaf: Parameters<PathWorkshop['leaf']>[1],
): Promise<PathCase> {
  const root = await workshop.root()
  const middle = await workshop.ca('Path CA', root, ca)
  const signer = await workshop.leaf(middle, leaf)
  return workshop.finish(root, signer, [middle])
}

/** A straight line of CAs under an anchor. */
export async function line(
  workshop: PathWorkshop,
  length: number,
): Promise<{ readonly root: PathCa; readonly cas: readonly PathCa[]; readonly last: PathCa }> {
  const root = await workshop.root()
  const cas: PathCa[] = []
  let last = root
  for (let index = 1; index <= length; index += 1) {
    last = await workshop.ca(`Path CA ${index}`, last)
    cas.push(last)
  }
  return { root, cas, last }
}
