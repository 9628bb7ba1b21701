import { type Certificate, type CertificateProfile, matchesProfile } from '@chopmark/core'
import { reportedText } from '../reported-name.js'

/**
 * The first profile whose every condition the certificate meets: a policy under one of the prefixes (on arc borders), one
 * of the issuer names, each subject attribute with exactly its text.
 * @returns null when none does.
 */
export function profileOf(
  certificate: Certificate,
  profiles: readonly CertificateProfile[],
): CertificateProfile | null {
  const before = known.get(certificate)
  if (before?.profiles === profiles) return before.profile
  const profile = profiles.find(({ match }) => matchesProfile(certificate, match)) ?? null
  // Profiles of a policy are frozen; other lists may change under their reader.
  if (Object.isFrozen(profiles)) known.set(certificate, { profiles, profile })
  return profile
}

const known = new WeakMap<
  Certificate,
  { readonly profiles: readonly CertificateProfile[]; readonly profile: CertificateProfile | null }
>()

/** What the profile's layout reads out of the subject, by role; roles whose place is empty are left out. */
export function identityOf(
  certificate: Certificate,
  profile: CertificateProfile,
): Readonly<Record<string, string>> {
  const identity: Record<string, string> = {}
  for (const { role, oid, index } of profile.subjectLayout) {
    const text = textOf(certificate, oid, index)
    if (text !== undefined) identity[role] = reportedText(text)
  }
  return identity
}

/** The text of the subject's attribute of this type, the `index`th from 0. */
function textOf({ subject }: Certificate, type: string, index: number): string | undefined {
  let met = 0
  for (const rdn of subject.rdns) {
    for (const { oid, text } of rdn) if (oid === type && met++ === index) return text
  }
  return undefined
}
