import { describe, expect, it } from 'vitest'
import { clientAddress } from './client-address'

const PROXY = ['10.0.0.0/8', '::1/128']

describe('E50 E51 clientAddress', () => {
  it.each([
    ['a forged header from anywhere is ignored', '203.0.113.9', '1.2.3.4', [], '203.0.113.9'],
    ['also from loopback, which nobody trusts by itself', '127.0.0.1', '1.2.3.4', [], '127.0.0.1'],
    ['also where another proxy is trusted', '203.0.113.9', '1.2.3.4', PROXY, '203.0.113.9'],
    ['a trusted proxy is believed', '10.1.2.3', '198.51.100.7', PROXY, '198.51.100.7'],
    ['only in what it wrote itself, on the right', '10.1.2.3', '1.2.3.4, 198.51.100.7', PROXY, '198.51.100.7'],
    ['through a chain of them', '10.1.2.3', '1.2.3.4, 198.51.100.7, 10.9.9.9', PROXY, '198.51.100.7'],
    ['not past what is no address', '10.1.2.3', '1.2.3.4, nonsense', PROXY, '10.1.2.3'],
    ['not where it says nothing', '10.1.2.3', undefined, PROXY, '10.1.2.3'],
    ['in one spelling, as an IPv4 address in IPv6 clothes', '::ffff:10.1.2.3', '2001:DB8:0::7', PROXY, '2001:db8::7'],
    ['not where everybody in it is a proxy', '::1', '10.1.1.1', PROXY, '::1'],
    ['unknown where the connection is gone', undefined, '1.2.3.4', PROXY, 'unknown'],
  ])('%s', (_what, remote, forwarded, trusted, expected) => {
    expect(clientAddress(remote, forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }, trusted)).toBe(expected)
  })
})
