import { ClientError, fixedPrompts, requestSignature } from '@chopmark/client'
import { createSandboxPki, type SandboxPki, serveSandbox, virtualSigner } from '@chopmark/test-pki'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LicencePortal, startLicencePortal } from './portal.js'
import { trustIn } from './sandbox-trust.js'

let pki: SandboxPki
let portal: LicencePortal
let closeSandbox: () => Promise<void>

beforeAll(async () => {
  pki = await createSandboxPki()
  const sandbox = await serveSandbox({ pki })
  closeSandbox = () => sandbox.close()
  portal = await startLicencePortal(trustIn(pki))
})
afterAll(async () => {
  await portal.close()
  await closeSandbox()
})

/** Signs as a person's browser would, with its headers, but for the person. */
async function renewWith(signer: Awaited<ReturnType<typeof virtualSigner>>): Promise<string> {
  const asked = await fetch(`${portal.origin}/renewals`, { method: 'POST' })
  const cookie = asked.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const outcome = await requestSignature({
    requestUrl: await asked.text(),
    origin: portal.origin,
    fetch: (url, init) => {
      const headers = {
        ...(init.headers as Record<string, string>),
        cookie,
        origin: portal.origin,
      }
      return fetch(url, { ...init, headers })
    },
    dialog: false,
    prompts: fixedPrompts(new File([], 'none'), ''), // a virtual signer asks nothing
    keySources: [signer.keySource()],
  })
  return outcome.outcome === 'signed' ? outcome.answer.outcome : outcome.outcome
}

describe('@test-key the portal, without file, card or person', () => {
  it('accepts a good signer', async () => {
    expect(await renewWith(await virtualSigner({ pki, name: 'CHAN TAI MAN' }))).toBe('accepted')
  })

  it.each(['P-256', 'P-384', 'P-521'] as const)('takes a key of %s', async (keyAlgorithm) => {
    expect(await renewWith(await virtualSigner({ pki, keyAlgorithm }))).toBe('accepted')
  })

  it('refuses one who has been revoked', async () => {
    const signer = await virtualSigner({ pki })
    pki.ca.revoke(signer.serialNumber, 'keyCompromise')
    const refusal = renewWith(signer)
    await expect(refusal).rejects.toThrow(ClientError)
    await expect(refusal).rejects.toMatchObject({ code: 'SIGNER_REVOKED' })
  })

  it('refuses one of another authority', async () => {
    await expect(renewWith(await virtualSigner())).rejects.toMatchObject({
      code: 'SIGNER_NOT_RECOGNISED',
    })
  })
})
