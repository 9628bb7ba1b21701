import { contentInfo } from '../cades/write-signed-data.js'
import type { Der } from '../der/der.js'
import { sequence, tlv } from '../der/der.js'
import { descend, members } from '../der/read.js'

/** Members of SignedData in order: version, digestAlgorithms, encapContentInfo, [0] certificates?, [1] crls?, signerInfos. */
export type SignedDataParts = Der[]

/** Members of SignerInfo in order: version, sid, digestAlgorithm, [0] signedAttrs?, signatureAlgorithm, signature, [1] unsignedAttrs?. */
export type SignerInfoParts = Der[]

/** Takes a message apart, lets `edit` change the members of SignedData, and puts it together again. */
export function editSignedData(
  message: Der,
  edit: (parts: SignedDataParts) => readonly Der[],
): Uint8Array {
  return contentInfo(sequence(...edit(partsOf(descend(message, 1, 0).raw))))
}

/** The same for the members of the first SignerInfo; the others stay. */
export function editSignerInfo(
  message: Der,
  edit: (parts: SignerInfoParts) => readonly Der[],
): Uint8Array {
  return editSignedData(message, (parts) => {
    const [first, ...others] = partsOf(parts.at(-1) ?? new Uint8Array(0))
    if (first === undefined) throw new RangeError('Give a message with a signer.')
    return [...parts.slice(0, -1), tlv(0x31, sequence(...edit(partsOf(first))), ...others)]
  })
}

/** Signed attributes of the first signer as the signature covers them: under the tag of SET OF. */
export function signedAttributesOf(message: Der): Der {
  const attributes = signerInfoOf(message).find((part) => part[0] === 0xa0)
  if (attributes === undefined) throw new RangeError('Give a message with signed attributes.')
  return Uint8Array.of(0x31, ...attributes.subarray(1))
}

/** Members of the first SignerInfo. */
export function signerInfoOf(message: Der): SignerInfoParts {
  const infos = members(descend(message, 1, 0)).at(-1)
  const first = infos === undefined ? undefined : members(infos)[0]
  if (first === undefined) throw new RangeError('Give a message with a signer.')
  return partsOf(first.raw)
}

/** Octets of the first signer's signature value. */
export function signatureValueOf(message: Der): Uint8Array {
  const value = signerInfoOf(message).find((part) => part[0] === 0x04)
  if (value === undefined) throw new RangeError('Give a message with a signature value.')
  return descend(value).content
}

/** The members of a constructed element, each whole. */
export function partsOf(constructed: Der): Der[] {
  return members(constructed).map((member) => member.raw)
}
