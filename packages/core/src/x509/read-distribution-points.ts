import type { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import type { DistributionPoint, DistributionPointName, ReasonFlag } from './extensions.js'
import { readGeneralNames } from './read-general-name.js'
import { readRelativeDistinguishedName } from './read-name.js'

const reasonFlags: readonly ReasonFlag[] = [
  'unused',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
]

/** CRLDistributionPoints, SEQUENCE SIZE (1..MAX), RFC 5280 §4.2.1.13. */
export function readDistributionPoints(reader: DerReader): DistributionPoint[] {
  const inner = reader.enter(Tag.sequence)
  if (inner.atEnd) reader.fail('MISSING_FIELD')
  const points: DistributionPoint[] = []
  while (inner.hasMore()) {
    const fields = inner.enter(Tag.sequence)
    const distributionPoint = optionalDistributionPointName(fields)
    const reasons = optionalReasonFlags(fields, 0x81)
    const cRLIssuer = fields.peek() === 0xa2 ? readGeneralNames(fields, 0xa2) : undefined
    fields.expectEnd()
    points.push({
      ...(distributionPoint !== undefined && { distributionPoint }),
      ...(reasons !== undefined && { reasons }),
      ...(cRLIssuer !== undefined && { cRLIssuer }),
    })
  }
  return points
}

/** `distributionPoint [0] DistributionPointName OPTIONAL`: explicit, since the type is a CHOICE. */
export function optionalDistributionPointName(
  fields: DerReader,
): DistributionPointName | undefined {
  if (fields.peek() !== 0xa0) return undefined
  const choice = fields.enter(0xa0)
  const name: DistributionPointName =
    choice.peek() === 0xa1
      ? { kind: 'nameRelativeToCRLIssuer', rdn: readRelativeDistinguishedName(choice, 0xa1) }
      : { kind: 'fullName', names: readGeneralNames(choice, 0xa0) }
  choice.expectEnd()
  return name
}

/** `ReasonFlags OPTIONAL` under an implicit tag. */
export function optionalReasonFlags(
  fields: DerReader,
  tag: number,
): readonly ReasonFlag[] | undefined {
  if (fields.peek() !== tag) return undefined
  return fields.namedBits(reasonFlags.length, tag).map((bit) => reasonFlags[bit] as ReasonFlag)
}
