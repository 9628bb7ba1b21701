import {
  attribute,
  attributeOids,
  DerReader,
  integer,
  objectIdentifier,
  parseSignedData,
  sequence,
  setOf,
  type SignedData,
  type SignerInfo,
  Tag,
  tlv,
} from '@chopmark/core'

/** Why a further signature cannot be put to a document. */
export type MergeProblem = 'ANSWER_MALFORMED' | 'DOCUMENT_MALFORMED' | 'SIGNATURE_NOT_FOUND'

type Merged =
  | { readonly ok: true; readonly value: Uint8Array }
  | { readonly ok: false; readonly problem: MergeProblem }

const refused = (problem: MergeProblem): Merged => ({ ok: false, problem })

/**
 * Puts one more signer beside those of a document. What each has signed stays as it is, octet for octet.
 * @param document - CMS SignedData with the earlier signatures.
 * @param answer - CMS SignedData with exactly one SignerInfo, over the same content; whether it carries the content too is
 * of no matter.
 * @returns DER of the outer layers. Source: RFC 5652 §5.1, §5.3.
 */
export function addSigner(document: Uint8Array, answer: Uint8Array): Merged {
  const parts = partsOf(document, answer)
  if ('problem' in parts) return refused(parts.problem)
  const { whole, further, signerInfo } = parts
  if (whole.eContentType !== further.eContentType) return refused('ANSWER_MALFORMED')
  return {
    ok: true,
    value: written(whole, further, [...whole.signerInfos.map(({ raw }) => raw), signerInfo.raw]),
  }
}

/**
 * Puts a counter-signature to one signature of a document, as an unsigned attribute. What each has signed stays as it is.
 * @param answer - CMS SignedData with exactly one SignerInfo, whose message digest is that of the signature value; its
 * attributes have no content type.
 * @param isCountersigned - Picks the signature by its value.
 * Source: RFC 5652 §11.4.
 */
export function addCounterSignature(
  document: Uint8Array,
  answer: Uint8Array,
  isCountersigned: (signatureValue: Uint8Array) => boolean,
): Merged {
  const parts = partsOf(document, answer)
  if ('problem' in parts) return refused(parts.problem)
  const { whole, further, signerInfo } = parts
  const found = whole.signerInfos.find(({ signatureValue }) => isCountersigned(signatureValue))
  if (found === undefined) return refused('SIGNATURE_NOT_FOUND')
  const counter = attribute(attributeOids.counterSignature, signerInfo.raw)
  const signerInfos = whole.signerInfos.map((one) =>
    one === found ? withUnsignedAttribute(one, counter) : one.raw,
  )
  return { ok: true, value: written(whole, further, signerInfos) }
}

/** The same document without its content, which whoever asks has already. */
export function withoutContent(document: Uint8Array): Uint8Array | undefined {
  const parsed = parseSignedData(document)
  if (!parsed.ok) return undefined
  const signerInfos = parsed.value.signerInfos.map(({ raw }) => raw)
  return written(parsed.value, undefined, signerInfos, 'without')
}

function partsOf(
  document: Uint8Array,
  answer: Uint8Array,
):
  | { readonly problem: MergeProblem }
  | { readonly whole: SignedData; readonly further: SignedData; readonly signerInfo: SignerInfo } {
  const whole = parseSignedData(document)
  if (!whole.ok) return { problem: 'DOCUMENT_MALFORMED' }
  const further = parseSignedData(answer)
  const [signerInfo, ...others] = further.ok ? further.value.signerInfos : []
  if (!further.ok || signerInfo === undefined || others.length > 0) {
    return { problem: 'ANSWER_MALFORMED' }
  }
  return { whole: whole.value, further: further.value, signerInfo }
}

/** DER of a ContentInfo with these signers, and what both messages carry besides. */
function written(
  whole: SignedData,
  further: SignedData | undefined,
  signerInfos: readonly Uint8Array[],
  content: 'with' | 'without' = 'with',
): Uint8Array {
  const both = further === undefined ? [whole] : [whole, further]
  const certificates = unique(both.flatMap((one) => one.certificates.map(({ raw }) => raw)))
  const crls = unique(
    both.flatMap((one) =>
      one.revocationInfos.flatMap(({ kind, raw }) => (kind === 'crl' ? [raw] : [])),
    ),
  )
  const { eContent, eContentTag = Tag.octetString } = whole
  const signedData = sequence(
    integer(Math.max(...both.map(({ version }) => version))),
    setOf(...unique(both.flatMap((one) => one.digestAlgorithms.map(({ raw }) => raw)))),
    sequence(
      objectIdentifier(whole.eContentType),
      ...(eContent === undefined || content === 'without'
        ? []
        : [tlv(0xa0, tlv(eContentTag, eContent))]),
    ),
    ...(certificates.length === 0 ? [] : [retagged(0xa0, setOf(...certificates))]),
    ...(crls.length === 0 ? [] : [retagged(0xa1, setOf(...crls))]),
    setOf(...signerInfos),
  )
  return sequence(objectIdentifier('1.2.840.113549.1.7.2'), tlv(0xa0, signedData))
}

/** A SignerInfo with one more unsigned attribute; all before them stays octet for octet. RFC 5652 §5.3. */
function withUnsignedAttribute(signerInfo: SignerInfo, added: Uint8Array): Uint8Array {
  const fields = new DerReader(signerInfo.raw).enter(Tag.sequence)
  const kept: Uint8Array[] = []
  while (!fields.atEnd) {
    // The unsigned attributes come last, under [1].
    if (fields.any() === 0xa1) break
    kept.push(fields.raw())
  }
  const unsigned = [...(signerInfo.unsignedAttributes ?? []).map(({ raw }) => raw), added]
  return sequence(...kept, retagged(0xa1, setOf(...unsigned)))
}

function retagged(tag: number, value: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(value)
  copy[0] = tag
  return copy
}

function unique(values: readonly Uint8Array[]): readonly Uint8Array[] {
  return [
    ...new Map(values.map((value) => [Buffer.from(value).toString('base64'), value])).values(),
  ]
}
