import type { KeyAlgorithm } from '../keys.js'
import type { PathCa, PathCase } from './path-workshop.js'
import { pathName, PathWorkshop } from './path-workshop.js'

/**
 * A ladder of cross-certificates: on each rung two CAs of the same name, each certified by both CAs of the rung above, the
 * top by a root that nobody trusts. 2^rungs paths lead nowhere; pkijs takes 9.5 s for fifty certificates.
 * @param options - `certificates`: about how many cross-certificates, four a rung; default 50. `keyAlgorithm` default P-256.
 */
export async function ladder(
  options: { readonly certificates?: number; readonly keyAlgorithm?: KeyAlgorithm } = {},
): Promise<PathCase> {
  const keyAlgorithm = options.keyAlgorithm ?? 'P-256'
  const rungs = Math.ceil((options.certificates ?? 50) / 4)
  const workshop = new PathWorkshop()
  const trusted = await workshop.root('Trusted Root', keyAlgorithm)
  const stranger = await workshop.root('Stranger Root', keyAlgorithm)
  const certificates: PathCa[] = []
  let above: readonly PathCa[] = [stranger]
  for (let rung = 0; rung < rungs; rung += 1) {
    const name = `Ladder ${rung}`
    const pair: PathCa[] = []
    for (let side = 0; side < 2; side += 1) {
      let twin: PathCa | null = null
      for (const issuer of above) {
        const key = twin === null ? {} : { key: twin.key }
        twin = await workshop.ca(name, issuer, { keyAlgorithm, subject: pathName(name), ...key })
        certificates.push(twin)
      }
      if (twin !== null) pair.push(twin)
    }
    above = pair
  }
  const [last] = above
  const signer = await workshop.leaf(last ?? stranger, { keyAlgorithm })
  return { ...workshop.finish(trusted, signer, certificates), crls: [] }
}
