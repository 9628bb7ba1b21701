import type { Der } from '../der/der.js'
import {
  bitString,
  boolean,
  concat,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  tlv,
} from '../der/der.js'
import type { Extension } from '../extensions.js'
import {
  authorityIssuerAndSerial,
  basicConstraints,
  extensionOids,
  keyUsage,
  policyConstraints,
  unknownExtension,
} from '../extensions.js'
import { generateTestKey } from '../keys.js'
import { distinguishedName } from '../name.js'
import { partsOf } from './edit-message.js'
import { ladder } from './ladder.js'
import { nameConstraintForgeries } from './name-constraint-forgeries.js'
import type { PathForgery } from './path-forgery.js'
import { line, pathForgery, threeSteps } from './path-forgery.js'
import { pathName } from './path-workshop.js'

/** Rows 13 to 19 for certification paths, and controls that have to be accepted; ids are unique. */
export const pathForgeries: readonly PathForgery[] = [
  pathForgery('path-length-violated', '15', 'a CA below one with pathLen 0', async (workshop) => {
    const root = await workshop.root()
    const first = await workshop.ca('Path CA 1', root, {
      extensions: swap(extensionOids.basicConstraints, basicConstraints(true, 0)),
    })
    const second = await workshop.ca('Path CA 2', first)
    const signer = await workshop.leaf(second)
    return workshop.finish(root, signer, [first, second])
  }),
  withCa('ca-without-key-cert-sign', '15', 'a CA without keyCertSign', {
    extensions: swap(extensionOids.keyUsage, keyUsage(['cRLSign', 'digitalSignature'])),
  }),
  withCa('ca-without-basic-constraints', '15', 'an issuer without basicConstraints', {
    extensions: drop(extensionOids.basicConstraints),
  }),
  withCa('ca-false', '15', 'an issuer whose basicConstraints says cA FALSE', {
    extensions: swap(extensionOids.basicConstraints, basicConstraints(false)),
  }),
  pathForgery('leaf-as-ca', '15', 'a signer certified by another signer', async (workshop) => {
    const { root, cas, last } = await line(workshop, 1)
    const leaf = await workshop.leaf(last)
    const signer = await workshop.leaf(leaf, { subject: pathName('Path Second Signer') })
    return workshop.finish(root, signer, [...cas, leaf])
  }),
  withLeaf('unknown-critical-extension', '14', 'an unknown critical extension in the signer', {
    extensions: (all) => [...all, unknownExtension(true)],
  }),
  withCa('unknown-critical-extension-in-ca', '14', 'an unknown critical extension in the CA', {
    extensions: (all) => [...all, unknownExtension(true)],
  }),
  withLeaf('duplicate-extension', '14', 'keyUsage twice in the signer', {
    extensions: (all) => [...all, keyUsage(['digitalSignature'])],
  }),
  withCa('duplicate-extension-in-ca', '14', 'basicConstraints twice in the CA', {
    extensions: (all) => [...all, basicConstraints(true)],
  }),
  withCa('version-1-ca', '15', 'a version 1 certificate as issuer', {
    template: { version: 1, extensions: [] },
  }),
  withLeaf('version-1-with-extensions', '13', 'extensions in a version 1 certificate', {
    template: { version: 1 },
  }),
  pathForgery(
    'namesake-ca',
    '15b',
    'the signer’s issuer bears the real CA’s name and another key',
    async (workshop) => {
      const root = await workshop.root()
      const real = await workshop.ca('Path CA', root)
      const fake = await workshop.ca('Path CA', null)
      const signer = await workshop.leaf(fake)
      return workshop.finish(root, signer, [real, fake])
    },
  ),
  pathForgery('ladder', '16', 'fifty cross-certificates that lead to no anchor', () => ladder()),
  pathForgery(
    'huge-modulus-ca',
    '19',
    'a CA key of 65,536 bits with an exponent as long: one verification takes seconds',
    async (workshop) => {
      const root = await workshop.root()
      const huge = (): Der => tlv(0x02, Uint8Array.of(0), new Uint8Array(8192).fill(0xc5))
      const key = { ...(await generateTestKey('P-256')), spki: rsaSpki(huge(), huge()) }
      const ca = await workshop.ca('Path CA', root, { key })
      const signer = await workshop.leaf(ca, {
        tamper: (certificate) => {
          const [tbs] = partsOf(certificate)
          const algorithm = sequence(oid('1.2.840.113549.1.1.11'), nullValue())
          return sequence(tbs ?? certificate, algorithm, bitString(new Uint8Array(8192).fill(0x11)))
        },
        template: {
          innerAlgorithm: sequence(oid('1.2.840.113549.1.1.11'), nullValue()),
        },
      })
      return workshop.finish(root, signer, [ca])
    },
  ),
  pathForgery('expired-ca', '–', 'a CA certificate that has expired', (workshop) =>
    threeSteps(workshop, { template: { notAfter: new Date('2026-03-01T00:00:00Z') } }, {}),
  ),
  pathForgery('not-yet-valid-ca', '–', 'a CA certificate from next month', (workshop) =>
    threeSteps(workshop, { template: { notBefore: new Date('2026-04-30T00:00:00Z') } }, {}),
  ),
  withLeaf('signature-bit-flipped', '–', 'one bit of the CA’s signature flipped', {
    tamper: (certificate) => {
      const octets = certificate.slice()
      octets[octets.length - 5] = (octets[octets.length - 5] ?? 0) ^ 1
      return octets
    },
  }),
  withLeaf('signature-algorithms-differ', '13', 'another algorithm inside than outside', {
    template: { innerAlgorithm: sequence(oid('1.2.840.10045.4.3.3')) },
  }),
  withLeaf('trailing-octets', '13', 'two octets after the certificate', {
    tamper: (certificate) => concat(certificate, Uint8Array.of(0, 0)),
  }),
  withLeaf('trailing-element', '13', 'an element after the signature', {
    tamper: (certificate) => sequence(...partsOf(certificate), integer(1)),
  }),
  withLeaf('critical-false-written', '13', 'DEFAULT FALSE written out, against X.690 §11.5', {
    template: {
      rawExtensions: [
        sequence(oid('2.999.1.1'), boolean(false), octetString(octetString(new Uint8Array(1)))),
      ],
    },
  }),
  withLeaf('critical-true-as-one', '13', 'BOOLEAN TRUE as 01 instead of FF, X.690 §11.1', {
    template: {
      rawExtensions: [
        sequence(
          oid('2.999.1.1'),
          tlv(0x01, Uint8Array.of(1)),
          octetString(octetString(new Uint8Array(1))),
        ),
      ],
    },
  }),
  withLeaf('serial-number-not-minimal', '13', 'the serial number in one octet too many', {
    template: { rawSerialNumber: tlv(0x02, Uint8Array.of(0, 0x12)) },
  }),
  withLeaf('indefinite-length', '13', 'a certificate of indefinite length', {
    tamper: (certificate) =>
      concat(Uint8Array.of(0x30, 0x80), ...partsOf(certificate), Uint8Array.of(0, 0)),
  }),
  withLeaf('time-without-seconds', '13', 'UTCTime without seconds, RFC 5280 §4.1.2.5.1', {
    template: { rawValidity: sequence(utc('2601010000Z'), utc('2701010000Z')) },
  }),
  withLeaf('time-with-offset', '13', 'UTCTime with an offset, RFC 5280 §4.1.2.5.1', {
    template: { rawValidity: sequence(utc('260101000000+0800'), utc('270101000000+0800')) },
  }),
  pathForgery('empty-issuer-name', '–', 'a CA without a name', (workshop) =>
    threeSteps(workshop, { subject: distinguishedName() }, {}),
  ),
  pathForgery(
    'explicit-policy-without-policy',
    '18',
    'the CA requires an explicit policy, the signer has none',
    (workshop) => threeSteps(workshop, { extensions: (all) => [...all, policyConstraints(0)] }, {}),
  ),
  pathForgery('sha-1-signed-ca', '12', 'a CA certified with SHA-1', (workshop) =>
    threeSteps(workshop, { signature: { digest: 'SHA-1' } }, {}),
  ),
  ...nameConstraintForgeries,

  withLeaf('control-straight', 'control', 'anchor, CA, signer', {}),
  withLeaf('control-unknown-extension', 'control', 'an unknown extension that is not critical', {
    extensions: (all) => [...all, unknownExtension(false)],
  }),
  pathForgery('control-eight-cas', 'control', 'eight CAs in a line', async (workshop) => {
    const { root, cas, last } = await line(workshop, 8)
    return workshop.finish(root, await workshop.leaf(last), [...cas].reverse())
  }),
  pathForgery(
    'control-self-issued-ca',
    'control',
    'a key rollover: the self-issued CA does not count for pathLen 0',
    async (workshop) => {
      const root = await workshop.root()
      const old = await workshop.ca('Path CA', root, {
        extensions: swap(extensionOids.basicConstraints, basicConstraints(true, 0)),
      })
      const renewed = await workshop.ca('Path CA', old, {
        extensions: swap(extensionOids.basicConstraints, basicConstraints(true, 0)),
      })
      const signer = await workshop.leaf(renewed)
      return workshop.finish(root, signer, [renewed, old])
    },
  ),
  pathForgery(
    'control-namesake-beside-real-ca',
    'control',
    'two CAs of one name among the candidates, the right one last',
    async (workshop) => {
      const root = await workshop.root()
      const fake = await workshop.ca('Path CA', null)
      const real = await workshop.ca('Path CA', root)
      const signer = await workshop.leaf(real)
      return workshop.finish(root, signer, [fake, real])
    },
  ),
  pathForgery(
    'control-no-key-identifiers',
    'control',
    'as old Hong Kong CAs: no key identifiers, authorityKeyIdentifier by issuer and serial number',
    async (workshop) => {
      const bare = (all: readonly Extension[]): readonly Extension[] =>
        drop(extensionOids.subjectKeyIdentifier)(drop(extensionOids.authorityKeyIdentifier)(all))
      const root = await workshop.root()
      const ca = await workshop.ca('Path CA', root, {
        extensions: bare,
        template: { serialNumber: 0x3edn },
      })
      const signer = await workshop.leaf(ca, {
        extensions: (all) => [...bare(all), authorityIssuerAndSerial(root.name, 0x3edn)],
      })
      return workshop.finish(root, signer, [ca])
    },
  ),
  pathForgery(
    'control-renewed-root',
    'control',
    'the anchor’s key in an older, expired certificate of the same name among the candidates',
    async (workshop) => {
      const key = await generateTestKey('P-256')
      const old = await workshop.ca('Path Root', null, {
        key,
        template: { notAfter: new Date('2026-02-01T00:00:00Z') },
      })
      const root = await workshop.ca('Path Root', null, { key })
      const ca = await workshop.ca('Path CA', root)
      return workshop.finish(root, await workshop.leaf(ca), [old, ca])
    },
  ),
]

type Flaws = Parameters<typeof threeSteps>[1]

function withCa(id: string, row: string, description: string, flaws: Flaws): PathForgery {
  return pathForgery(id, row, description, (workshop) => threeSteps(workshop, flaws, {}))
}

function withLeaf(id: string, row: string, description: string, flaws: Flaws): PathForgery {
  return pathForgery(id, row, description, (workshop) => threeSteps(workshop, {}, flaws))
}

function drop(unwanted: string): (all: readonly Extension[]) => readonly Extension[] {
  return (all) => all.filter((extension) => extension.oid !== unwanted)
}

function swap(
  unwanted: string,
  by: Extension,
): (all: readonly Extension[]) => readonly Extension[] {
  return (all) => all.map((extension) => (extension.oid === unwanted ? by : extension))
}

function rsaSpki(modulus: Der, exponent: Der): Der {
  const algorithm = sequence(oid('1.2.840.113549.1.1.1'), nullValue())
  return sequence(algorithm, bitString(sequence(modulus, exponent)))
}

function utc(text: string): Der {
  return tlv(0x17, new TextEncoder().encode(text))
}
