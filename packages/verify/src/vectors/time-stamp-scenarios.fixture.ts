import {
  attributeOids,
  type ForgeryMaterial,
  messageImprint,
  signCades,
  signTimestampToken,
  type TimestampOptions,
  unknownExtension,
} from '@chopmark/test-pki'
import { parseSignedData } from '@chopmark/core'
import type { Keep, Scenario } from './scenarios.fixture.js'
import type { VectorCase } from './vector.fixture.js'

/** id-aa-signatureTimeStampToken, RFC 5126 §6.1.1. */
const signatureTimeStamp = '1.2.840.113549.1.9.16.2.14'
const dayMs = 86_400_000

/** Signatures with a signature-time-stamp, good ones and bad ones. */
export async function timeStampScenarios(
  { pki, signer, content }: ForgeryMaterial,
  base: VectorCase,
  keep: Keep,
): Promise<Scenario[]> {
  const now = pki.clock()
  // RSA PKCS #1 v1.5 signs the same octets to the same value, so the token can be made before the message is whole.
  const bare = parseSignedData(signCades({ signer, content, signingTime: now }))
  const value = bare.ok ? bare.value.signerInfos[0]?.signatureValue : undefined
  if (value === undefined) throw new RangeError('The message has no signature to stamp.')
  const withToken = (shows: string, token: Uint8Array): Scenario => ({
    shows,
    case: {
      ...base,
      signature: keep(
        signCades({
          signer,
          content,
          signingTime: now,
          unsignedAttributes: () => [{ oid: signatureTimeStamp, values: [token] }],
        }),
      ),
    },
  })
  const stamped = async (shows: string, options: TimestampOptions = {}): Promise<Scenario> =>
    withToken(shows, await pki.timestamp(value, options))
  const unit = await pki.timestampUnit()
  const naming = (shows: string, tsa: Uint8Array): Scenario =>
    withToken(
      shows,
      signTimestampToken(
        {
          imprint: messageImprint(value),
          time: now,
          serialNumber: 9n,
          policy: '2.999.16030.1.9.1',
          tsa,
        },
        unit,
      ),
    )
  const extended = (critical: boolean): Uint8Array =>
    signTimestampToken(
      {
        imprint: messageImprint(value),
        time: now,
        serialNumber: 10n,
        policy: '2.999.16030.1.9.1',
        extensions: [unknownExtension(critical)],
      },
      unit,
    )
  /** A token that the portal got for the signature, and keeps beside it; sent with the nonce 7. */
  const beside = async (shows: string, options: TimestampOptions): Promise<Scenario> => {
    const token = keep(await pki.timestamp(value, options))
    const signature = keep(signCades({ signer, content, signingTime: now }))
    const items = [...base.items, { kind: 'timestamp', file: token, nonce: '07' } as const]
    return { shows, case: { ...base, signature, items } }
  }
  return [
    withToken('control-time-stamp-with-an-extension', extended(false)),
    withToken('time-stamp-with-a-critical-extension', extended(true)),
    await beside('control-time-stamp-beside-the-signature', { nonce: 7n }),
    await beside('time-stamp-with-another-nonce', { nonce: 8n }),
    await beside('time-stamp-without-the-nonce', {}),
    naming('control-time-stamp-naming-its-unit', unit.subject),
    naming('time-stamp-naming-another-unit', pki.ca.name),
    await stamped('control-time-stamp'),
    await stamped('time-stamp-with-nonce', { nonce: 7n }),
    await stamped('time-stamp-of-something-else', { imprint: messageImprint(content) }),
    await stamped('time-stamp-of-tomorrow', { time: new Date(now.getTime() + dayMs) }),
    await stamped('time-stamp-without-content-type', {
      attributes: (standard) => standard.filter(({ oid }) => oid !== attributeOids.contentType),
    }),
    withToken('time-stamp-is-no-token', signCades({ signer, content, signingTime: now })),
  ]
}
