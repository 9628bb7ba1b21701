import { sameOctets, type SignatureRequest } from '@chopmark/core'
import { readSignedAttributes } from './read-signed-attributes.js'
import type { SignatureCase } from './signature-state.js'

/**
 * The signatures that have to be what the request asked for. Where it asks for one beside or over those of others, it is the
 * one that carries its nonce: the others answered requests of their own. When none does, all have to: nothing passes because
 * it names another request.
 * @param expectedIdentifier - Contents of the content-identifier that answers the request.
 */
export function answeringCases(
  cases: readonly SignatureCase[],
  request: SignatureRequest | null,
  expectedIdentifier: Uint8Array | null,
): ReadonlySet<SignatureCase> {
  if (request === null) return new Set()
  const ofDocument = cases.filter(({ countersigned }) => countersigned === undefined)
  if (request.cosign === undefined || expectedIdentifier === null) return new Set(ofDocument)
  const counter = request.cosign.as === 'counter'
  const answering = cases.filter(({ signerInfo, countersigned }) => {
    const identifier = readSignedAttributes(signerInfo)?.contentIdentifier
    return (
      (countersigned !== undefined) === counter &&
      identifier !== undefined &&
      sameOctets(identifier, expectedIdentifier)
    )
  })
  return new Set(answering.length > 0 ? answering : ofDocument)
}
