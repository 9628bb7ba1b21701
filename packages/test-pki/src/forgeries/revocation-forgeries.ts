import { crlForgeries } from './crl-forgeries.js'
import { ocspForgeries } from './ocsp-forgeries.js'
import type { RevocationForgery } from './revocation-forgery.js'

/** Rows 20 to 22, and controls that have to be believed; ids are unique. */
export const revocationForgeries: readonly RevocationForgery[] = [...ocspForgeries, ...crlForgeries]
