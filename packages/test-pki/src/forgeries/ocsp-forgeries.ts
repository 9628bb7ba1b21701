import { crlNumber, issuingDistributionPoint } from '../crl.js'
import { concat, context, enumerated, octetString, oid, sequence } from '../der/der.js'
import { descend } from '../der/read.js'
import type { Extension } from '../extensions.js'
import {
  crlDistributionPoints,
  extKeyUsage,
  extKeyUsageOids,
  ocspNocheck,
  unknownExtension,
} from '../extensions.js'
import { generateTestKey } from '../keys.js'
import type { OcspSingle, OcspTemplate } from '../ocsp.js'
import { ocspCertId, ocspError } from '../ocsp.js'
import type { PathCa, PathFlaws } from './path-workshop.js'
import { pathName } from './path-workshop.js'
import type { RevocationCase, RevocationForgery, RevocationScene } from './revocation-forgery.js'
import {
  crlOf,
  hours,
  ocspOf,
  revocationForgery,
  serialNumberOf,
  singleOf,
} from './revocation-forgery.js'

type Evidence = Partial<RevocationCase>

/** The partition that speaks for responders. */
const responderCrl = 'http://crl.example/responders.crl'

/** Rows 20 and 21. */
export const ocspForgeries: readonly RevocationForgery[] = [
  forged('ocsp-by-other-subscriber', '20', 'signed by another signer of the CA', (scene) =>
    delegated(scene, { extensions: (all) => all }),
  ),
  forged('ocsp-by-server-certificate', '20', 'signed by a web server of the CA', (scene) =>
    delegated(scene, {
      extensions: (all) => [...all, extKeyUsage([extKeyUsageOids.serverAuth])],
    }),
  ),
  forged(
    'ocsp-responder-of-other-ca',
    '21',
    'a proper responder, but of another CA under the same root',
    async (scene) => {
      const other = await scene.workshop.ca('Path Other CA', scene.root)
      const responder = await makeResponder(scene, other)
      const response = ocspOf(scene, { certificates: [responder.certificate] }, responder.key)
      return { ocsp: [response], intermediates: [scene.ca.certificate, other.certificate] }
    },
  ),
  forged('ocsp-responder-self-signed', '21', 'a responder nobody certified', async (scene) => {
    const key = await generateTestKey('P-256')
    const responder = await makeResponder(scene, { ...scene.ca, key }, { key })
    return { ocsp: [ocspOf(scene, { certificates: [responder.certificate] }, key)] }
  }),
  forged('ocsp-responder-expired', '21', 'a responder whose certificate has expired', (scene) =>
    delegated(scene, {
      extensions: responderExtensions,
      template: { notAfter: hours(-48) },
    }),
  ),
  forged(
    'ocsp-responder-revoked',
    '21',
    'a responder without nocheck that its CA has revoked',
    async (scene) => {
      const responder = await makeResponder(scene, scene.ca, {
        extensions: (all) => [
          ...all,
          extKeyUsage([extKeyUsageOids.ocspSigning]),
          crlDistributionPoints([responderCrl]),
        ],
      })
      const serialNumber = serialNumberOf(responder.certificate)
      // Scoped to the responders' partition, it says nothing about the signer.
      const crl = crlOf(scene.ca, {
        entries: [{ serialNumber, date: hours(-2), reason: 'keyCompromise' }],
        extensions: [crlNumber(1), issuingDistributionPoint({ url: responderCrl })],
      })
      const response = ocspOf(scene, { certificates: [responder.certificate] }, responder.key)
      return { ocsp: [response], crls: [crl] }
    },
  ),
  byCa('ocsp-cert-id-of-namesake', 'CertID with the key hash of another CA', async (scene) => {
    const { spki } = await generateTestKey('P-256')
    const serialNumber = serialNumberOf(scene.signer.certificate)
    const certId = ocspCertId({ name: scene.ca.name, spki }, serialNumber)
    return { responses: [singleOf(scene, { certId })] }
  }),
  byCa('ocsp-about-another', 'about another certificate of the CA', (scene) => {
    const certId = ocspCertId({ name: scene.ca.name, spki: scene.ca.key.spki }, 99n)
    return { responses: [singleOf(scene, { certId })] }
  }),
  byCa('ocsp-unknown', 'the responder says unknown', (scene) => ({
    responses: [singleOf(scene, { status: 'unknown' })],
  })),
  {
    ...byCa('ocsp-good-and-revoked', 'good and revoked in one response', (scene) => ({
      responses: [singleOf(scene), revokedSingle(scene)],
    })),
    status: 'not good',
  },
  byCa('ocsp-stale', 'nextUpdate was two days ago', (scene) => ({
    producedAt: hours(-72),
    responses: [singleOf(scene, { thisUpdate: hours(-72), nextUpdate: hours(-48) })],
  })),
  byCa('ocsp-old-without-next-update', 'thirty days old, no nextUpdate', (scene) => ({
    producedAt: hours(-720),
    responses: [singleOf(scene, { thisUpdate: hours(-720), nextUpdate: null })],
  })),
  byCa('ocsp-from-the-future', 'thisUpdate is tomorrow', (scene) => ({
    producedAt: hours(24),
    responses: [singleOf(scene, { thisUpdate: hours(24), nextUpdate: hours(48) })],
  })),
  byCa('ocsp-critical-single-extension', 'an unknown critical singleExtension', (scene) => ({
    responses: [singleOf(scene, { extensions: [unknownExtension(true)] })],
  })),
  byCa('ocsp-critical-extension', 'an unknown critical responseExtension', () => ({
    extensions: [unknownExtension(true)],
  })),
  byCa('ocsp-responder-id-other', 'the responder names a key that did not sign', async () => ({
    responderId: { byKey: (await generateTestKey('P-256')).spki },
  })),
  forged('ocsp-nonce-other', '21', 'another nonce than the one sent', (scene) => ({
    ocsp: [ocspOf(scene, { nonce: new Uint8Array(32).fill(2) })],
    ocspNonce: new Uint8Array(32).fill(1),
  })),
  forged('ocsp-signature-broken', '21', 'one bit of the signature flipped', (scene) => {
    const response = ocspOf(scene)
    response[response.length - 5] = (response[response.length - 5] ?? 0) ^ 1
    return { ocsp: [response] }
  }),
  forged('ocsp-try-later', '21', 'the responder answers tryLater', () => ({
    ocsp: [ocspError(3)],
  })),
  forged('ocsp-error-with-response', '21', 'status tryLater, a good response inside', (scene) => ({
    ocsp: [sequence(enumerated(3), descend(ocspOf(scene), 1).raw)],
  })),
  forged('ocsp-other-response-type', '21', 'a response type that is not basic', (scene) => {
    const basic = descend(ocspOf(scene), 1, 0, 1).content
    const bytes = sequence(oid('2.999.2'), octetString(basic))
    return { ocsp: [sequence(enumerated(0), context(0, bytes))] }
  }),
  forged('ocsp-trailing-octets', '21', 'two octets after the response', (scene) => ({
    ocsp: [concat(ocspOf(scene), Uint8Array.of(0, 0))],
  })),

  control('control-ocsp-by-ca', 'the CA itself, by key', 'good', (scene) => ({
    ocsp: [ocspOf(scene)],
  })),
  control('control-ocsp-by-name', 'the CA itself, by name', 'good', (scene) => ({
    ocsp: [ocspOf(scene, { responderId: { byName: scene.ca.name } })],
  })),
  control('control-ocsp-delegated', 'a delegated responder with nocheck', 'good', (scene) =>
    delegated(scene, { extensions: responderExtensions }),
  ),
  control('control-ocsp-sha-256', 'a CertID over SHA-256', 'good', (scene) => {
    const issuer = { name: scene.ca.name, spki: scene.ca.key.spki }
    const certId = ocspCertId(issuer, serialNumberOf(scene.signer.certificate), 'SHA-256')
    return { ocsp: [ocspOf(scene, { responses: [singleOf(scene, { certId })] })] }
  }),
  control('control-ocsp-several', 'the signer’s answer among others', 'good', (scene) => {
    const certId = ocspCertId({ name: scene.ca.name, spki: scene.ca.key.spki }, 99n)
    const other = { ...revokedSingle(scene), certId }
    return { ocsp: [ocspOf(scene, { responses: [other, singleOf(scene)] })] }
  }),
  control('control-ocsp-nonce', 'the nonce that was sent', 'good', (scene) => ({
    ocsp: [ocspOf(scene, { nonce: new Uint8Array(32).fill(1) })],
    ocspNonce: new Uint8Array(32).fill(1),
  })),
  control('control-ocsp-revoked', 'the signer is revoked', 'revoked', (scene) => ({
    ocsp: [ocspOf(scene, { responses: [revokedSingle(scene)] })],
  })),
]

function forged(
  id: string,
  row: string,
  description: string,
  evidence: (scene: RevocationScene) => Promise<Evidence> | Evidence,
): RevocationForgery {
  return revocationForgery(id, row, description, 'unknown', evidence)
}

function control(
  id: string,
  description: string,
  status: RevocationForgery['status'],
  evidence: (scene: RevocationScene) => Promise<Evidence> | Evidence,
): RevocationForgery {
  return revocationForgery(id, 'control', description, status, evidence)
}

/** A response that the CA itself signed, saying something it may not. */
function byCa(
  id: string,
  description: string,
  changes: (scene: RevocationScene) => Promise<Partial<OcspTemplate>> | Partial<OcspTemplate>,
): RevocationForgery {
  return forged(id, '21', description, async (scene) => ({
    ocsp: [ocspOf(scene, await changes(scene))],
  }))
}

function responderExtensions(all: readonly Extension[]): readonly Extension[] {
  return [...all, extKeyUsage([extKeyUsageOids.ocspSigning]), ocspNocheck()]
}

function makeResponder(
  scene: RevocationScene,
  issuer: PathCa,
  flaws: PathFlaws = {},
): Promise<PathCa> {
  return scene.workshop.leaf(issuer, {
    subject: pathName('Path OCSP Responder'),
    extensions: responderExtensions,
    ...flaws,
  })
}

async function delegated(scene: RevocationScene, flaws: PathFlaws): Promise<Evidence> {
  const responder = await makeResponder(scene, scene.ca, flaws)
  return { ocsp: [ocspOf(scene, { certificates: [responder.certificate] }, responder.key)] }
}

function revokedSingle(scene: RevocationScene): OcspSingle {
  const { certId, thisUpdate, nextUpdate } = singleOf(scene)
  const revoked = { status: 'revoked', date: hours(-2), reason: 'keyCompromise' } as const
  return { ...revoked, certId, thisUpdate, nextUpdate }
}
