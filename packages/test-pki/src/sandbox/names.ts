import type { Der } from '../der/der.js'
import { distinguishedName } from '../name.js'

const organisation = 'Chopmark Sandbox - not for real use'

/** Common name of the root. */
export const sandboxRootCommonName = 'Chopmark SANDBOX Root CA'

/** Common name of the CA that issues sandbox e-Certs. */
export const sandboxCaCommonName = 'Chopmark SANDBOX e-Cert CA 1'

/** DER Name of something that belongs to the sandbox and says so. */
export function sandboxName(commonName: string): Der {
  return distinguishedName(['C', 'HK'], ['O', organisation], ['CN', commonName])
}
