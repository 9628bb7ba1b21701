import type { Result } from '@chopmark/core'
import type { Check } from '../../check.js'
import type { SignedDocument } from '../../evidence.js'
import { failed, passed } from '../../outcomes.js'

/**
 * Is there a signed document of a known format, whole, with nothing behind it?
 * Facts on refusal: what was wrong and at which offset. Source: ETSI EN 319 102-1 §5.2.2.
 */
export const documentParses: Check<{ readonly document: Result<SignedDocument> }> = {
  id: 'format.document-parses',
  clause: 'ETSI EN 319 102-1 §5.2.2',
  run({ document }) {
    return document.ok
      ? passed({ format: document.value.format, encoding: encodingOf(document.value) })
      : failed('FORMAT_FAILURE', { reason: document.reason, offset: document.offset })
  },
}

function encodingOf(document: SignedDocument): 'DER' | 'BER' {
  return document.signatures.some(({ encoding }) => encoding === 'BER') ? 'BER' : 'DER'
}
