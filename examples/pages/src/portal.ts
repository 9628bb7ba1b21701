/** Asks the demonstration portal for a signature request over a change of address. @returns Where the request lies. */
export async function askFor(name: string): Promise<string> {
  const form = {
    ...{ name, phone: '2123 4567', flat: '12樓A室，示範大廈', street: '示範道1號' },
    ...{ district: '沙田', region: 'nt', effective: '2026-12-01' },
  }
  const response = await fetch('/api/address-forms', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ form, locale: 'zh-Hant-HK' }),
  })
  if (!response.ok) throw new Error(`The portal answers ${response.status}.`)
  return ((await response.json()) as { readonly requestUrl: string }).requestUrl
}

/** What the portal has decided about a signature: `passed`, `failed` or `pending`. */
export async function verdictOf(signatureId: string): Promise<string> {
  const response = await fetch(`/api/submissions/${encodeURIComponent(signatureId)}`)
  return ((await response.json()) as { readonly outcome: string }).outcome
}
