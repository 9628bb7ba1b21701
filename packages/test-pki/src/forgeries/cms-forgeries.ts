import { algorithmForgeries } from './algorithm-forgeries.js'
import { attributeForgeries } from './attribute-forgeries.js'
import { controlSignatures } from './control-signatures.js'
import { counterSignatureForgeries } from './counter-signature-forgeries.js'
import type { CmsForgery } from './forgery.js'
import { signerForgeries } from './signer-forgeries.js'
import { structureForgeries } from './structure-forgeries.js'

/** Every forged signature, and the controls that have to pass; ids are unique. */
export const cmsForgeries: readonly CmsForgery[] = [
  ...attributeForgeries,
  ...structureForgeries,
  ...signerForgeries,
  ...algorithmForgeries,
  ...counterSignatureForgeries,
  ...controlSignatures,
]
