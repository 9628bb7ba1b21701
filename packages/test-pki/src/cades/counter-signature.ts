import type { CadesOptions } from './sign-cades.js'
import { cadesSigner } from './sign-cades.js'
import type { SignedAttribute } from './signed-attributes.js'
import { attributeOids } from './signed-attributes.js'
import { dataOid, signerInfo } from './write-signed-data.js'

/**
 * A counter-signature over a signature value, for `unsignedAttributes`. RFC 5652 §11.4.
 * @param options - As for any CAdES signature; its content-type attribute is left out unless `withContentType`.
 */
export function counterSignature(
  signature: Uint8Array,
  options: CadesOptions & { readonly withContentType?: boolean },
): SignedAttribute {
  const attributes = (all: readonly SignedAttribute[]): readonly SignedAttribute[] => {
    const usual =
      options.withContentType === true
        ? all
        : all.filter((attribute) => attribute.oid !== attributeOids.contentType)
    return options.attributes?.(usual) ?? usual
  }
  const template = cadesSigner({ ...options, attributes })
  return {
    oid: attributeOids.counterSignature,
    values: [signerInfo(template, dataOid, signature)],
  }
}
