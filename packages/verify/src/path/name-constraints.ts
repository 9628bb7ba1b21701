import type { Certificate, GeneralName, GeneralSubtree } from '@chopmark/core'
import { type ConstrainedName, constrainedNames } from './constrained-names.js'
import { matchDirectoryName } from './match-directory-name.js'
import { matchDnsName } from './match-dns-name.js'
import { matchIpAddress } from './match-ip-address.js'
import { matchMailbox } from './match-mailbox.js'
import { matchUri } from './match-uri.js'

/**
 * How a name lies to a subtree. `malformed`: the subtree or the name is not what its form asks, so nothing can be said;
 * `unsupported`: the form cannot be compared.
 */
export type SubtreeMatch = 'inside' | 'outside' | 'malformed' | 'unsupported'

/** Is the subtree one that lets names in, or one that keeps them out? Where a match is unclear, each takes the strict side. */
export type SubtreeKind = 'permitted' | 'excluded'

/** Why a name is not allowed. */
export interface NameViolation {
  readonly form: GeneralName['kind']
  readonly problem:
    'EXCLUDED' | 'NOT_PERMITTED' | 'MALFORMED' | 'UNSUPPORTED' | 'DISTANCE' | 'TOO_MANY'
}

/** Comparisons that one search may make; an honest CA constrains some dozen names, and 50,000 take about 20 ms. */
export const maxNameComparisons = 50_000

/** Counts down across a search, so that many names times many subtrees times many paths stay bounded. */
export interface NameWork {
  left: number
}

/**
 * Do a CA's name constraints allow all names of a certificate?
 * Asking each CA in turn gives what RFC 5280 gets by intersecting permitted subtrees and uniting excluded ones.
 * @param certificate - Below the CA; not self-issued, unless it is the last of its path.
 * @returns The first violation, excluded subtrees first; null when all names are allowed.
 * Source: RFC 5280 §4.2.1.10, §6.1.3 (b), (c), §6.1.4 (g).
 */
export function nameViolation(
  certificate: Certificate,
  constraints: NonNullable<Certificate['extension']['nameConstraints']>,
  work: NameWork,
): NameViolation | null {
  const names = constrainedNames(certificate)
  for (const name of names) {
    const problem =
      excludedProblem(name, constraints.excludedSubtrees ?? [], work) ??
      permittedProblem(name, constraints.permittedSubtrees ?? [], work)
    if (problem !== null) return { form: name.form, problem }
  }
  return null
}

function excludedProblem(
  name: ConstrainedName,
  subtrees: readonly GeneralSubtree[],
  work: NameWork,
): NameViolation['problem'] | null {
  for (const subtree of subtrees) {
    const match = matchSubtree(name, subtree, 'excluded', work)
    if (match === 'inside') return 'EXCLUDED'
    if (match !== null && match !== 'outside') return match
  }
  return null
}

/** Once one subtree of a form is permitted, a name of that form must lie in one of them. */
function permittedProblem(
  name: ConstrainedName,
  subtrees: readonly GeneralSubtree[],
  work: NameWork,
): NameViolation['problem'] | null {
  let problem: NameViolation['problem'] | null = null
  let inside = false
  for (const subtree of subtrees) {
    const match = matchSubtree(name, subtree, 'permitted', work)
    if (match === 'inside') inside = true
    else if (match === 'outside') problem ??= 'NOT_PERMITTED'
    else if (match !== null) return match
  }
  return inside ? null : problem
}

/** Null when the subtree is of another form than the name. */
function matchSubtree(
  name: ConstrainedName,
  { base, minimum, maximum }: GeneralSubtree,
  kind: SubtreeKind,
  work: NameWork,
): 'inside' | 'outside' | NameViolation['problem'] | null {
  if (work.left <= 0) return 'TOO_MANY'
  work.left -= 1
  if (base.kind !== name.form) return null
  // "Minimum MUST be zero, and maximum MUST be absent"; with others met, "either process or reject".
  if (minimum !== 0 || maximum !== undefined) return 'DISTANCE'
  const match = matchName(name, base, kind, work)
  if (match === 'malformed') return 'MALFORMED'
  return match === 'unsupported' ? 'UNSUPPORTED' : match
}

function matchName(
  name: ConstrainedName,
  base: GeneralName,
  kind: SubtreeKind,
  work: NameWork,
): SubtreeMatch {
  switch (name.form) {
    case 'directoryName':
      if (base.kind !== name.form) return 'outside'
      // A long name costs as much as many short ones.
      work.left -= base.name.rdns.length + (base.raw.length >> 6)
      return matchDirectoryName(name.rdnKeys, base.name)
    case 'rfc822Name':
      return base.kind === name.form ? matchMailbox(name.text, base.text) : 'outside'
    case 'dNSName':
      return base.kind === name.form ? matchDnsName(name.text, base.text, kind) : 'outside'
    case 'uniformResourceIdentifier':
      return base.kind === name.form ? matchUri(name.text, base.text) : 'outside'
    case 'iPAddress':
      return base.kind === name.form ? matchIpAddress(name.octets, base.octets) : 'outside'
    default:
      return 'unsupported'
  }
}
