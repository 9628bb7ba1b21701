import { timestampExtensions } from './extensions.js'
import { timestampGenTime } from './gen-time.js'
import { timestampMessageImprint } from './message-imprint.js'
import { timestampNonce } from './nonce.js'
import { timestampToken } from './token.js'
import { timestampTsaName } from './tsa-name.js'

/** The checks that a time-stamp token has beyond those of any signature, in the order in which they are asked. */
export const timestampChecks: readonly { readonly id: string; readonly clause: string }[] = [
  timestampToken,
  timestampExtensions,
  timestampMessageImprint,
  timestampGenTime,
  timestampNonce,
  timestampTsaName,
]
