import type { Certificate } from '@chopmark/core'
import type { PathSettings } from '../policy.js'

/** What came of certificate policies along a path. */
export interface PolicyAnswer {
  /** `NO_POLICY`: one is demanded and none is left; `ANY_POLICY_MAPPED`: a CA maps anyPolicy, §6.1.4 (a). */
  readonly problem: 'NO_POLICY' | 'ANY_POLICY_MAPPED' | null
  readonly explicitPolicy: boolean
  /** Sorted dotted OIDs. */
  readonly userConstrained: readonly string[]
  readonly authorityConstrained: readonly string[]
}

/** A certificate of the path as policies see it. */
export interface PolicyStep {
  readonly certificate: Certificate
  readonly selfIssued: boolean
}

export const anyPolicy = '2.5.29.32.0'

/** A node of the valid_policy_graph; at one depth no policy has two. */
interface PolicyNode {
  readonly policy: string
  readonly parents: readonly PolicyNode[]
  /** expected_policy_set: what the next certificate may call it. */
  expected: readonly string[]
  /** Leads down to the last certificate. */
  live: boolean
}

/** The nodes of one depth, by policy. Null stands for the NULL graph. */
type Level = ReadonlyMap<string, PolicyNode>

/**
 * Processes the certificate policies of a path.
 * The graph of RFC 9618 has one node for a policy and depth where the tree of RFC 5280 had one for each way to reach it,
 * so its size is at most that of the policies and mappings in the certificates; the answers are the same.
 * @param path - From the certificate under the trust anchor down to the target.
 * @param settings - The user-initial-policy-set and the three initial flags, §6.1.1 (c), (e)–(g).
 * Source: RFC 5280 §6.1.2 (a), (d)–(f), §6.1.3 (d)–(f), §6.1.4 (a), (b), (h)–(j), §6.1.5 (a), (b), (g); RFC 9618 §5.
 */
export function processPolicies(path: readonly PolicyStep[], settings: PathSettings): PolicyAnswer {
  const n = path.length
  let explicitPolicy = settings.initialExplicitPolicy ? 0 : n + 1
  let inhibitAny = settings.initialAnyPolicyInhibit ? 0 : n + 1
  let policyMapping = settings.initialPolicyMappingInhibit ? 0 : n + 1
  let level: Level | null = new Map([
    [anyPolicy, { policy: anyPolicy, parents: [], expected: [anyPolicy], live: false }],
  ])
  let problem: PolicyAnswer['problem'] = null

  for (let i = 1; i <= n; i++) {
    const { certificate, selfIssued } = path[i - 1] as PolicyStep
    const { certificatePolicies, policyMappings, policyConstraints, inhibitAnyPolicy } =
      certificate.extension
    level =
      level === null || certificatePolicies === undefined
        ? null
        : nextLevel(
            level,
            certificatePolicies.map(({ oid }) => oid),
            inhibitAny > 0 || (i < n && selfIssued),
          )
    if (level === null && explicitPolicy === 0) problem ??= 'NO_POLICY'
    if (i === n) {
      if (explicitPolicy > 0) explicitPolicy -= 1
      if (policyConstraints?.requireExplicitPolicy === 0) explicitPolicy = 0
      break
    }
    if (policyMappings !== undefined) {
      for (const { issuerDomainPolicy, subjectDomainPolicy } of policyMappings) {
        if (issuerDomainPolicy === anyPolicy || subjectDomainPolicy === anyPolicy) {
          problem ??= 'ANY_POLICY_MAPPED'
        }
      }
      if (level !== null) level = mapPolicies(level, policyMappings, policyMapping > 0)
    }
    if (!selfIssued) {
      if (explicitPolicy > 0) explicitPolicy -= 1
      if (policyMapping > 0) policyMapping -= 1
      if (inhibitAny > 0) inhibitAny -= 1
    }
    explicitPolicy = Math.min(explicitPolicy, policyConstraints?.requireExplicitPolicy ?? Infinity)
    policyMapping = Math.min(policyMapping, policyConstraints?.inhibitPolicyMapping ?? Infinity)
    inhibitAny = Math.min(inhibitAny, inhibitAnyPolicy ?? Infinity)
  }

  const authorityConstrained = level === null ? [] : authoritySet(level)
  const userConstrained = constrainByUser(authorityConstrained, settings.initialPolicySet)
  if (explicitPolicy === 0 && userConstrained.length === 0) problem ??= 'NO_POLICY'
  return {
    problem,
    explicitPolicy: explicitPolicy === 0,
    userConstrained,
    authorityConstrained,
  }
}

/** §6.1.3 (d). */
function nextLevel(above: Level, policies: readonly string[], anyAllowed: boolean): Level | null {
  const expecting = new Map<string, PolicyNode[]>()
  for (const node of above.values()) {
    for (const policy of node.expected) {
      const nodes = expecting.get(policy)
      if (nodes === undefined) expecting.set(policy, [node])
      else nodes.push(node)
    }
  }
  const anyAbove = above.get(anyPolicy)
  const level = new Map<string, PolicyNode>()
  const add = (policy: string, parents: readonly PolicyNode[]): void => {
    level.set(policy, { policy, parents, expected: [policy], live: false })
  }
  for (const policy of policies) {
    if (policy === anyPolicy) continue
    const parents = expecting.get(policy) // (1) (i)
    if (parents !== undefined) add(policy, parents)
    else if (anyAbove !== undefined) add(policy, [anyAbove]) // (1) (ii)
  }
  if (anyAllowed && policies.includes(anyPolicy)) {
    for (const [policy, parents] of expecting) if (!level.has(policy)) add(policy, parents) // (2)
  }
  // (3) Nodes without children are not cut off here: what counts is whether a depth is empty, and which nodes the last
  // one leads back to. Both are asked where they are needed.
  return level.size === 0 ? null : level
}

/** §6.1.4 (b). */
function mapPolicies(
  level: Level,
  mappings: readonly { issuerDomainPolicy: string; subjectDomainPolicy: string }[],
  allowed: boolean,
): Level | null {
  const mapped = new Map<string, Set<string>>()
  for (const { issuerDomainPolicy, subjectDomainPolicy } of mappings) {
    const subjects = mapped.get(issuerDomainPolicy)
    if (subjects === undefined) mapped.set(issuerDomainPolicy, new Set([subjectDomainPolicy]))
    else subjects.add(subjectDomainPolicy)
  }
  const next = new Map(level)
  const anyNode = level.get(anyPolicy)
  for (const [policy, subjects] of mapped) {
    if (policy === anyPolicy) continue
    const node = next.get(policy)
    if (!allowed) next.delete(policy)
    else if (node !== undefined) node.expected = [...subjects]
    else if (anyNode !== undefined) {
      next.set(policy, { policy, parents: anyNode.parents, expected: [...subjects], live: false })
    }
  }
  return next.size === 0 ? null : next
}

/** §6.1.5 (g) (1)–(3): the policies at which living nodes leave anyPolicy, and anyPolicy when it lives to the end. */
function authoritySet(last: Level): readonly string[] {
  const policies = new Set<string>()
  const open = [...last.values()]
  for (const node of open) node.live = true
  if (last.has(anyPolicy)) policies.add(anyPolicy)
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const parent of node.parents) {
      if (parent.policy === anyPolicy && node.policy !== anyPolicy) policies.add(node.policy)
      if (parent.live) continue
      parent.live = true
      open.push(parent)
    }
  }
  return [...policies].sort()
}

/** §6.1.5 (g) (4)–(6). */
function constrainByUser(
  authority: readonly string[],
  user: 'any' | readonly string[],
): readonly string[] {
  if (user === 'any' || user.includes(anyPolicy)) return authority
  if (authority.includes(anyPolicy)) return [...new Set(user)].sort()
  return authority.filter((policy) => user.includes(policy))
}
