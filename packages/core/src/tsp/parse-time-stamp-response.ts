import { withBer } from '../cms/with-ber.js'
import type { DerReader } from '../der/der-reader.js'
import { stringText } from '../der/strings.js'
import { Tag } from '../der/tag.js'
import type { Result } from '../result.js'
import type { TimeStampResponse } from './tsp.js'

/** A TSA has a sentence to say, not a book. */
const maxStatusStrings = 100

/** Numbered bits of PKIFailureInfo, RFC 3161 §2.4.2 and RFC 4210 §5.2.3. */
const maxFailureBits = 32

/**
 * Parses a DER TimeStampResp, RFC 3161 §2.4.2. The token is left whole for `parseSignedData`; it is CMS and may be
 * BER, then all that is returned points into a copy with DER lengths.
 * @returns `MISSING_FIELD` when a granted response carries no token, `BAD_VALUE` when a refused one does.
 */
export function parseTimeStampResponse(bytes: Uint8Array): Result<TimeStampResponse> {
  return withBer<TimeStampResponse>(bytes, (reader) => {
    const outer = reader.enter(Tag.sequence)
    const info = outer.enter(Tag.sequence)
    const status = info.smallInteger(5)
    const statusStrings = info.peek() === Tag.sequence ? readStatusStrings(info) : []
    const failureInfo = info.peek() === Tag.bitString ? info.namedBits(maxFailureBits) : undefined
    info.expectEnd()
    const granted = status === 0 || status === 1
    if (granted !== !outer.atEnd) outer.fail(granted ? 'MISSING_FIELD' : 'BAD_VALUE', outer.pos)
    const token = outer.atEnd ? undefined : outer.next(Tag.sequence).raw()
    outer.expectEnd()
    return {
      status,
      statusStrings,
      ...(failureInfo !== undefined && { failureInfo }),
      ...(token !== undefined && { token }),
    }
  })
}

/** PKIFreeText, SEQUENCE SIZE (1..MAX) OF UTF8String. */
function readStatusStrings(info: DerReader): readonly string[] {
  const inner = info.enter(Tag.sequence)
  if (inner.atEnd) info.fail('MISSING_FIELD')
  const texts: string[] = []
  while (inner.hasMore()) {
    if (texts.length === maxStatusStrings) inner.fail('TOO_MANY', inner.pos)
    inner.next(Tag.utf8String)
    const { bytes, start, contentStart, contentEnd } = inner
    texts.push(stringText(Tag.utf8String, bytes, start, contentStart, contentEnd) ?? '')
  }
  return texts
}
