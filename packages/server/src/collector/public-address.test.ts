import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './public-address.js'

const refused = [
  '0.0.0.0',
  '0.255.255.255',
  '10.0.0.0',
  '10.255.255.255',
  '100.64.0.0',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.0.1',
  '169.254.169.254',
  '172.16.0.0',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1', // IPv4-compatible, deprecated
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.1.2.3',
  '::ffff:169.254.169.254',
  '0:0:0:0:0:ffff:c0a8:1',
  '::ffff:0:127.0.0.1', // IPv4-translated, RFC 2765
  '64:ff9b::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '100::1', // discard
  '2001::1', // Teredo
  '2001:0:7f00:1::', // Teredo
  '2001:10::1', // ORCHID
  '2001:1ff:ffff::1',
  '2001:db8::1',
  '2002:7f00:1::', // 6to4 of 127.0.0.1
  '2002:808:808::1',
  '3fff::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '4000::1',
  '5f00::1', // segment routing
  'localhost',
  '127.1',
  '0x7f.0.0.1',
  '2130706433',
  '',
  '2606:4700::1%1',
]

const accepted = [
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.1',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2001:200::1',
  '2001:4860:4860::8888',
  '2400:cb00::1',
  '2606:4700::1111',
  '2606:4700:0:0:0:0:0:1111',
]

describe('isPublicAddress', () => {
  it.each(refused)('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(accepted)('accepts %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it('answers an IPv4 address alike in its plain, mapped and NAT64 forms', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const answer = isPublicAddress(address)
        expect(isPublicAddress(`::ffff:${address}`)).toBe(answer)
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(answer)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6()), (text) => {
        expect(typeof isPublicAddress(text)).toBe('boolean')
      }),
    )
  })
})
