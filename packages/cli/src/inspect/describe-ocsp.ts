import { createHash } from 'node:crypto'
import { formatInstant, formatName, hex, oidName, type OcspResponse } from '@chopmark/core'
import { fields, type Description } from './description.js'

/** An OCSP response field by field. */
export function describeOcsp(response: OcspResponse, bytes: Uint8Array): Description {
  const { basic } = response
  return fields({
    type: 'ocsp-response',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    status: response.status,
    responder:
      basic === undefined
        ? undefined
        : basic.responderId.kind === 'byName'
          ? formatName(basic.responderId.name)
          : hex(basic.responderId.keyHash),
    producedAt: basic === undefined ? undefined : formatInstant(basic.producedAt),
    nonce: basic?.nonce === undefined ? undefined : hex(basic.nonce),
    signatureAlgorithm: basic === undefined ? undefined : oidName(basic.signatureAlgorithm.oid),
    certificates: basic?.certificates.length,
    responses: basic?.responses.map(({ certId, status, thisUpdate, nextUpdate }) =>
      fields({
        serialNumber: hex(certId.serialNumber),
        hashAlgorithm: oidName(certId.hashAlgorithm.oid),
        status: status.kind,
        revokedAt: status.kind === 'revoked' ? formatInstant(status.revocationTime) : undefined,
        reason: status.kind === 'revoked' ? status.reason : undefined,
        thisUpdate: formatInstant(thisUpdate),
        nextUpdate: nextUpdate === undefined ? undefined : formatInstant(nextUpdate),
      }),
    ),
  })
}
