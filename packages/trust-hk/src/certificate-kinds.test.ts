import { describe, expect, it } from 'vitest'
import { certificateProfiles, hongKongCertificateKinds } from './index.js'

const { profiles, renewalUrls = {}, brands = [] } = hongKongCertificateKinds
const ids = certificateProfiles.map(({ id }) => id)

describe('the kinds of certificate for a dialog', () => {
  it('are those of the policy', () => {
    expect(profiles).toBe(certificateProfiles)
  })

  it('give a renewal page for every kind of Hongkong Post, and for no other', () => {
    const posts = ids.filter((id) => id !== 'hk/id-cert')
    expect(Object.keys(renewalUrls)).toEqual(posts)
    for (const url of Object.values(renewalUrls)) {
      expect(new URL(url)).toMatchObject({ protocol: 'https:', hostname: 'www.ecert.gov.hk' })
    }
  })

  it('name banks behind Bank-Certs alone', () => {
    expect(brands.length).toBeGreaterThan(0)
    for (const brand of brands) {
      for (const id of brand.profiles) expect(id).toMatch(/^hk\/bank-cert-/)
      expect(ids).toEqual(expect.arrayContaining([...brand.profiles]))
      expect(brand).not.toHaveProperty('logo')
    }
  })
})
