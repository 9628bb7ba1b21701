import {
  basicConstraints,
  distinguishedName,
  type ForgeryMaterial,
  generateTestKey,
  keyIdentifier,
  keyUsage,
  ocspCertId,
  type PathFlaws,
  PathWorkshop,
  signCades,
  signCertificate,
  signOcspResponse,
  subjectKeyIdentifier,
  unknownExtension,
} from '@chopmark/test-pki'
import type { Keep, Scenario } from './scenarios.fixture.js'
import type { VectorCase, VectorItem } from './vector.fixture.js'

const dayMs = 86_400_000

/** Cases that need more than one line: twins of a signer, other people's CRLs, odd responses, certificates without SANDBOX names. */
export async function moreScenarios(
  material: ForgeryMaterial,
  base: VectorCase,
  keep: Keep,
): Promise<Scenario[]> {
  return [
    ...(await signerTwins(material, base, keep)),
    ...(await otherCrlSigners(material, base, keep)),
    ...(await oldSigner(material, base, keep)),
    ...(await oddResponses(material, base, keep)),
    ...(await oddPaths(keep)),
    await realNames(keep),
  ]
}

async function signerTwins(
  { pki, signer, content }: ForgeryMaterial,
  base: VectorCase,
  keep: Keep,
): Promise<Scenario[]> {
  const twin = await pki.issue('e-cert-personal', {
    name: 'CHAN TWIN',
    extensions: (standard) =>
      standard.map((one) =>
        one.oid === '2.5.29.14' ? subjectKeyIdentifier(signer.key.spki) : one,
      ),
  })
  const signature = signCades({
    signer,
    content,
    signingTime: pki.clock(),
    signingCertificate: 'none',
    certificates: [signer.certificate, twin.certificate, ...signer.chain],
    signerInfo: { keyIdentifier: keyIdentifier(signer.key.spki) },
  })
  const one = {
    ...base,
    signature: keep(signature),
    policy: { signature: { level: 'CMS' as const } },
  }
  return [{ shows: 'key-identifier-of-two', case: one }]
}

async function otherCrlSigners(
  { pki, signer, content }: ForgeryMaterial,
  base: VectorCase,
  keep: Keep,
): Promise<Scenario[]> {
  const signature = keep(signCades({ signer, content, signingTime: pki.clock() }))
  const key = await generateTestKey('P-256')
  const name = signer.crlName
  const crl = pki.ca.crl({ ...(name !== null && { name }), key })
  const withSigner = (shows: string, certificate: Uint8Array): Scenario => ({
    shows,
    case: {
      ...base,
      signature,
      items: [
        { kind: 'crl', file: keep(pki.root.crl()) },
        { kind: 'crl', file: keep(crl) },
        { kind: 'certificate', file: keep(certificate) },
      ],
    },
  })
  const withoutUsage = await pki.issueFrom(pki.root, {
    subject: pki.ca.name,
    key,
    extensions: (spki) => [subjectKeyIdentifier(spki), keyUsage(['digitalSignature'])],
  })
  const stranger = signCertificate(
    {
      serialNumber: 77n,
      issuer: pki.ca.name,
      subject: pki.ca.name,
      notBefore: new Date(pki.clock().getTime() - dayMs),
      notAfter: new Date(pki.clock().getTime() + 365 * dayMs),
      spki: key.spki,
      extensions: [basicConstraints(true), keyUsage(['keyCertSign', 'cRLSign'])],
    },
    key,
  )
  return [
    withSigner('crl-signer-without-key-usage', withoutUsage.certificate),
    withSigner('crl-signer-of-namesake-ca', stranger),
  ]
}

async function oldSigner(
  { pki, content }: ForgeryMaterial,
  base: VectorCase,
  keep: Keep,
): Promise<Scenario[]> {
  const now = pki.clock().getTime()
  const signer = await pki.issue('e-cert-personal', {
    name: 'CHAN OLD',
    notBefore: new Date(now - 30 * dayMs),
  })
  const signature = keep(signCades({ signer, content, signingTime: pki.clock() }))
  const root: VectorItem = { kind: 'crl', file: keep(pki.root.crl()) }
  const thisUpdate = new Date(now - 2 * dayMs)
  const nextUpdate = new Date(now + dayMs)
  const name = signer.crlName
  const crl = pki.ca.crl({ ...(name !== null && { name }), thisUpdate, nextUpdate })
  const response = await pki.ocsp([signer], { producedAt: thisUpdate, nextUpdate })
  return [
    {
      shows: 'crl-stale',
      case: { ...base, signature, items: [root, { kind: 'crl', file: keep(crl) }] },
    },
    {
      shows: 'ocsp-stale',
      case: { ...base, signature, items: [root, { kind: 'ocsp', file: keep(response) }] },
    },
  ]
}

async function oddResponses(
  { pki, signer, content }: ForgeryMaterial,
  base: VectorCase,
  keep: Keep,
): Promise<Scenario[]> {
  const signature = keep(signCades({ signer, content, signingTime: pki.clock() }))
  const root: VectorItem = { kind: 'crl', file: keep(pki.root.crl()) }
  const changed = Uint8Array.from(
    await pki.ocsp([signer], { responder: 'authority', withCertificate: false }),
  )
  // The last octet is one of the signature's.
  const last = changed.length - 1
  changed[last] = (changed[last] ?? 0) ^ 1
  const now = pki.clock()
  const critical = signOcspResponse(
    {
      responderId: { byName: pki.ca.name },
      producedAt: now,
      responses: [
        {
          status: 'good',
          certId: ocspCertId(
            { name: pki.ca.name, spki: pki.ca.key.spki },
            BigInt(`0x${signer.serialNumber}`),
          ),
          thisUpdate: now,
          nextUpdate: new Date(now.getTime() + 3_600_000),
        },
      ],
      extensions: [unknownExtension(true)],
      certificates: [],
    },
    pki.ca.key,
  )
  const one = (shows: string, bytes: Uint8Array): Scenario => ({
    shows,
    case: { ...base, signature, items: [root, { kind: 'ocsp', file: keep(bytes) }] },
  })
  return [one('ocsp-signature-changed', changed), one('ocsp-unknown-critical', critical)]
}

const conforming = { path: { requireConformingCertificates: true } }

async function oddPaths(keep: Keep): Promise<Scenario[]> {
  const made = async (
    shows: string,
    leaf: PathFlaws,
    flaws: PathFlaws = {},
    policy: Scenario['case']['policy'] = {},
  ): Promise<Scenario> => {
    const workshop = new PathWorkshop()
    const root = await workshop.root()
    const ca = await workshop.ca('Path CA', root, flaws)
    const target = await workshop.leaf(ca, leaf)
    const { anchor, certificate, intermediates, crls, validationTime } = workshop.finish(
      root,
      target,
      [ca],
    )
    return {
      shows,
      case: {
        certificate: keep(certificate),
        items: [
          ...intermediates.map((bytes) => ({ kind: 'certificate' as const, file: keep(bytes) })),
          ...crls.map((bytes) => ({ kind: 'crl' as const, file: keep(bytes) })),
        ],
        anchor: { file: keep(anchor), sandbox: true, recognition: [] },
        policy,
        validationTime: validationTime.toISOString(),
      },
    }
  }
  return [
    await made('issuer-named-otherwise-than-the-ca', {
      template: { issuer: distinguishedName(['C', 'HK'], ['CN', 'SANDBOX Other CA']) },
    }),
    await made('serial-number-of-30-octets', {
      template: { serialNumber: (1n << 239n) - 1n },
    }),
    await made('control-conforming', {}, {}, conforming),
    await made(
      'without-authority-key-identifier',
      { extensions: (standard) => standard.filter(({ oid }) => oid !== '2.5.29.35') },
      {},
      conforming,
    ),
    await made('key-identifier-critical', {
      extensions: (standard) =>
        standard.map((one) => (one.oid === '2.5.29.14' ? { ...one, critical: true } : one)),
    }),
    await made('cert-sign-without-ca', {
      extensions: (standard) => [
        ...standard.filter(({ oid }) => oid !== '2.5.29.15'),
        keyUsage(['digitalSignature', 'keyCertSign']),
      ],
    }),
    await made(
      'ca-may-not-sign-crls',
      {},
      {
        extensions: (standard) =>
          standard.map((one) => (one.oid === '2.5.29.15' ? keyUsage(['keyCertSign']) : one)),
      },
    ),
  ]
}

/** Names that say neither SANDBOX nor Trial, under an anchor that counts as real: test keys all the same. */
async function realNames(keep: Keep): Promise<Scenario> {
  const workshop = new PathWorkshop()
  const root = await workshop.root()
  const ca = await workshop.ca('Path CA', root)
  const target = await workshop.leaf(ca)
  const { anchor, crls, validationTime } = workshop.finish(root, target, [ca])
  const signature = signCades({
    signer: { certificate: target.certificate, chain: [ca.certificate], key: target.key },
    content: new TextEncoder().encode('Signed under real names.\n'),
    signingTime: validationTime,
  })
  return {
    shows: 'real-names',
    case: {
      signature: keep(signature),
      items: crls.map((bytes) => ({ kind: 'crl' as const, file: keep(bytes) })),
      anchor: {
        file: keep(anchor),
        sandbox: false,
        recognition: [
          {
            status: 'recognised',
            from: '2026-01-01T00:00:00Z',
            source: 'test',
            readOn: '2026-01-01',
          },
        ],
      },
      policy: { revocation: { required: 'if-published' } },
      validationTime: validationTime.toISOString(),
    },
  }
}
