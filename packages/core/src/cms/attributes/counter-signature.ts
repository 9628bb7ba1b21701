import { parsing } from '../../der/parsing.js'
import type { Result } from '../../result.js'
import { readSignerInfo } from '../read-signer-info.js'
import type { SignerInfo } from '../signed-data.js'

/** counter-signature: a SignerInfo whose content is the signature value of the one it stands in. RFC 5652 §11.4. */
export function parseCounterSignature(value: Uint8Array): Result<SignerInfo> {
  return parsing(value, (reader) => readSignerInfo(reader))
}
