import { describe, expect, it } from 'vitest'
import { logoAddress, renewalAddress } from './given-address.js'

const base = 'https://bank.example/pay/'

describe('logoAddress', () => {
  it.each([
    ['data:image/png;base64,iVBORw0KGgo=', 'data:image/png;base64,iVBORw0KGgo='],
    ['data:image/svg+xml,%3Csvg/%3E', 'data:image/svg+xml,%3Csvg/%3E'],
    ['/logos/bank.svg', 'https://bank.example/logos/bank.svg'],
    ['logo.png', 'https://bank.example/pay/logo.png'],
  ])('lets %s through', (logo, address) => {
    expect(logoAddress(logo, base)).toBe(address)
  })

  it.each([
    'data:text/html,<script>alert(1)</script>',
    'data:image/png',
    `data:image/png;base64,${'A'.repeat(44_000)}`,
    'https://tracker.example/logo.png',
    '//tracker.example/logo.png',
    'http://bank.example/logo.png',
    'javascript:alert(1)',
    'blob:https://bank.example/0',
    'https://[',
  ])('refuses %.60s', (logo) => {
    expect(logoAddress(logo, base)).toBeUndefined()
  })
})

describe('renewalAddress', () => {
  it.each([
    ['https://ca.example/renew', 'https://ca.example/renew'],
    ['/renew', 'https://bank.example/renew'],
    ['http://ca.example/renew', undefined],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['https://[', undefined],
  ])('makes of %s %s', (url, address) => {
    expect(renewalAddress(url, base)).toBe(address)
  })

  it('lets a page on this computer link to itself', () => {
    expect(renewalAddress('/sandbox', 'http://localhost:8480/')).toBe(
      'http://localhost:8480/sandbox',
    )
  })
})
