import type { CrlTemplate, RevokedEntry } from '../crl.js'
import { crlNumber, deltaCrlIndicator, freshestCrl, issuingDistributionPoint } from '../crl.js'
import { concat } from '../der/der.js'
import type { Extension } from '../extensions.js'
import { crlDistributionPoints, extensionOids, keyUsage, unknownExtension } from '../extensions.js'
import { generateTestKey } from '../keys.js'
import type { RevocationForgery, RevocationScene } from './revocation-forgery.js'
import { crlOf, hours, revocationForgery, serialNumberOf } from './revocation-forgery.js'

const url = 'http://crl.example/partition-1.crl'
const deltaUrl = 'http://crl.example/delta.crl'
const otherUrl = 'http://crl.example/partition-2.crl'

/** The signer names the first partition. */
const partitioned = {
  signer: { extensions: (all: readonly Extension[]) => [...all, crlDistributionPoints([url])] },
}

/** Row 22. */
export const crlForgeries: readonly RevocationForgery[] = [
  crl('crl-stale', 'nextUpdate was an hour ago', 'unknown', () => ({
    thisUpdate: hours(-25),
    nextUpdate: hours(-1),
  })),
  crl('crl-from-the-future', 'thisUpdate is tomorrow', 'unknown', () => ({
    thisUpdate: hours(24),
    nextUpdate: hours(48),
  })),
  revocationForgery(
    'crl-of-namesake',
    '22',
    'signed with another key than that of the CA whose name it bears',
    'unknown',
    async ({ ca }) => ({ crls: [crlOf(ca, {}, await generateTestKey('P-256'))] }),
  ),
  revocationForgery(
    'crl-signature-broken',
    '22',
    'one bit of the signature flipped',
    'unknown',
    ({ ca }) => {
      const octets = crlOf(ca)
      octets[octets.length - 5] = (octets[octets.length - 5] ?? 0) ^ 1
      return { crls: [octets] }
    },
  ),
  revocationForgery(
    'crl-trailing-octets',
    '22',
    'two octets after the CertificateList',
    'unknown',
    ({ ca }) => ({ crls: [concat(crlOf(ca), Uint8Array.of(0, 0))] }),
  ),
  revocationForgery(
    'crl-issuer-without-crl-sign',
    '22',
    'the CA’s key usage has no cRLSign',
    'unknown',
    ({ ca }) => ({ crls: [crlOf(ca)] }),
    {
      ca: {
        extensions: (all) =>
          all.map((one) => (one.oid === extensionOids.keyUsage ? keyUsage(['keyCertSign']) : one)),
      },
    },
  ),
  crl('crl-unknown-critical-extension', 'an unknown critical extension', 'unknown', () => ({
    extensions: [crlNumber(1), unknownExtension(true)],
  })),
  crl(
    'crl-entry-unknown-critical-extension',
    'an unknown critical extension in another entry',
    'unknown',
    () => ({
      entries: [{ serialNumber: 99n, date: hours(-2), extensions: [unknownExtension(true)] }],
    }),
  ),
  crl('crl-delta-without-base', 'a delta CRL alone', 'unknown', () => ({
    extensions: [crlNumber(2), deltaCrlIndicator(1)],
  })),
  scoped('crl-only-ca-certificates', 'for CA certificates only', { onlyContainsCACerts: true }),
  scoped('crl-only-attribute-certificates', 'for attribute certificates only', {
    onlyContainsAttributeCerts: true,
  }),
  scoped('crl-only-some-reasons', 'for key compromise only', {
    onlySomeReasons: ['keyCompromise'],
  }),
  revocationForgery(
    'crl-of-other-partition',
    '22',
    'of another partition than the signer names',
    'unknown',
    ({ ca }) => ({ crls: [crlOf(ca, { extensions: [crlNumber(1), scope(otherUrl)] })] }),
    partitioned,
  ),
  crl('crl-suspended', 'certificateHold', 'not good', (scene) => ({
    entries: [entry(scene, 'certificateHold')],
  })),

  crl('control-crl-full', 'a full CRL that does not list the signer', 'good', () => ({})),
  crl('control-crl-revoked', 'a full CRL that lists the signer', 'revoked', (scene) => ({
    entries: [entry(scene, 'keyCompromise')],
  })),
  crl('control-crl-user-certificates', 'for end entities only', 'good', () => ({
    extensions: [crlNumber(1), issuingDistributionPoint({ onlyContainsUserCerts: true })],
  })),
  revocationForgery(
    'control-crl-own-partition',
    'control',
    'the partition that the signer names',
    'good',
    ({ ca }) => ({ crls: [crlOf(ca, { extensions: [crlNumber(1), scope(url)] })] }),
    partitioned,
  ),
  revocationForgery(
    'control-crl-delta',
    'control',
    'a base CRL, and a delta that revokes the signer',
    'revoked',
    (scene) => ({
      crls: [
        crlOf(scene.ca, { extensions: [crlNumber(1), freshestCrl(deltaUrl)] }),
        crlOf(scene.ca, {
          entries: [entry(scene, 'keyCompromise')],
          extensions: [crlNumber(2), deltaCrlIndicator(1)],
        }),
      ],
    }),
  ),
]

function crl(
  id: string,
  description: string,
  status: RevocationForgery['status'],
  changes: (scene: RevocationScene) => Partial<CrlTemplate>,
): RevocationForgery {
  const row = id.startsWith('control') ? 'control' : '22'
  return revocationForgery(id, row, description, status, (scene) => ({
    crls: [crlOf(scene.ca, changes(scene))],
  }))
}

function scoped(
  id: string,
  description: string,
  extent: Parameters<typeof issuingDistributionPoint>[0],
): RevocationForgery {
  return crl(id, description, 'unknown', () => ({
    extensions: [crlNumber(1), issuingDistributionPoint(extent)],
  }))
}

function scope(partition: string): Extension {
  return issuingDistributionPoint({ url: partition })
}

function entry(scene: RevocationScene, reason: 'keyCompromise' | 'certificateHold'): RevokedEntry {
  const serialNumber = serialNumberOf(scene.signer.certificate)
  return { serialNumber, date: hours(-2), reason }
}
