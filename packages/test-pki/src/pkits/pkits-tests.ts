import { pkitsTable } from './pkits-table.js'

/** One entry of PKITS. File names are relative to `certs` and `crls` of `pkitsFolder()`; policies are dotted OIDs. */
export interface PkitsTest {
  /** Number in the document; with several sets of inputs `.1`, `.2` … behind it. */
  readonly id: string
  readonly name: string
  readonly trustAnchor: string
  readonly endEntity: string
  /** From the issuer of the end entity upwards, the trust anchor left out. */
  readonly intermediates: readonly string[]
  /** Certificates off the path: CRL issuers. */
  readonly otherCerts: readonly string[]
  readonly crls: readonly string[]
  /** RFC 5280 §6.1.1 (c), (e), (f), (g). */
  readonly initialPolicySet: readonly string[]
  readonly initialExplicitPolicy: boolean
  readonly initialPolicyMappingInhibit: boolean
  readonly initialInhibitAnyPolicy: boolean
  readonly expected: {
    readonly valid: boolean
    /** Of a path that is not to validate: what remains by the policies alone. */
    readonly userConstrainedPolicySet: readonly string[]
    /** Stated for the policy sections only. */
    readonly authoritiesConstrainedPolicySet?: readonly string[]
    readonly explicitPolicyIndicator?: boolean
  }
}

/** Validate at this moment: the certificates of PKITS 1.0.1 stand, ISO 8601. */
export const pkitsValidationTime = '2011-04-15T00:00:00Z'

const anyPolicy = '2.5.29.32.0'
/** NIST test policies, csor-certpolicy. */
const testPolicies = '2.16.840.1.101.3.2.1.48.'

/** @returns All 249 entries, in the order of the document. */
export function pkitsTests(): readonly PkitsTest[] {
  return pkitsTable
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readEntry)
}

function readEntry(line: string): PkitsTest {
  const [head, ...rest] = line.split('; ')
  const match = /^(\S+) (valid|invalid) ([^:]+): (.+)$/.exec(head ?? '')
  const [, id, verdict, name, chain] = match ?? []
  if (id === undefined || name === undefined || chain === undefined) {
    throw new Error(`The PKITS table has no entry in: ${line}`)
  }
  const [endEntity, ...issuers] = chain.split(' < ')
  const fields = new Map(rest.map((field) => [field.split(' ', 1)[0], field.split(' ').slice(1)]))
  const asks = fields.get('asks') ?? []
  const crls = fields.get('crls') ?? issuers.toReversed().map((issuer) => `${issuer}CRL`)
  const authority = fields.get('authority')
  const required = fields.get('policy-required')
  return {
    id,
    name,
    trustAnchor: 'TrustAnchorRootCertificate.crt',
    endEntity: `${endEntity ?? ''}EE.crt`,
    intermediates: issuers.map(caFile),
    otherCerts: (fields.get('with') ?? []).map(caFile),
    crls: ['TrustAnchorRootCRL', ...crls.filter((crl) => crl !== 'none')].map(
      (crl) => `${crl}.crl`,
    ),
    initialPolicySet: policies(fields.get('policies') ?? ['any']),
    initialExplicitPolicy: asks.includes('explicit-policy'),
    initialPolicyMappingInhibit: asks.includes('inhibit-mapping'),
    initialInhibitAnyPolicy: asks.includes('inhibit-any'),
    expected: {
      valid: verdict === 'valid',
      userConstrainedPolicySet: policies(fields.get('user') ?? []),
      ...(authority === undefined ? {} : { authoritiesConstrainedPolicySet: policies(authority) }),
      ...(required === undefined ? {} : { explicitPolicyIndicator: required[0] === 'yes' }),
    },
  }
}

const caFile = (name: string): string => `${name}Cert.crt`

function policies(words: readonly string[]): readonly string[] {
  return words
    .filter((word) => word !== 'none')
    .map((word) => (word === 'any' ? anyPolicy : `${testPolicies}${word}`))
}
