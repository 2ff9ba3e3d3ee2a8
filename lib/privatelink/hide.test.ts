import { describe, expect, it } from 'vitest'
import { hideDeep, hiderFor } from './hide'
import { samplePlan, sampleRequest } from './samples'

const [first, second] = samplePlan.subnets
const addresses = [first!, second!].map((subnet, at) => ({ ...subnet, networkInterfaceId: `eni-0000000000000000${at + 1}`, address: at === 0 ? '10.0.2.17' : 'fd00:ec2::17' }))
const request = sampleRequest({ addresses })
const hide = hiderFor(request, { showsInternals: false })

describe('what is hidden', () => {
  it.each<[string, string, string]>([
    ['the account in a sentence', 'account 111122223333.', 'account hidden-account.'],
    ['as the console writes it', '1111-2222-3333 and 1111 2222 3333', 'hidden-account and hidden-account'],
    ['in an ARN', 'arn:aws:iam::111122223333:role/x', 'arn:aws:iam::hidden-account:role/x'],
    ['glued to a word', 'prod111122223333x', 'prodhidden-accountx'],
    ['inside a longer number', '9111122223333', '9hidden-account'],
    ['with a point between each digit', '1.1.1.1.2.2.2.2.3.3.3.3', 'hidden-address.hidden-address.hidden-address'],
    ['in digits of another script', 'account １１１１２２２２３３３３', 'account hidden-account'],
    ['another account', 'peer 999988887777', 'peer hidden-account'],
    ['an address of the endpoint, by its number', 'to 10.0.2.17.', 'to hidden-address-1.'],
    ['the other one, over IPv6', 'from fd00:ec2::17.', 'from hidden-address-2.'],
    ['IPv6 after a word and a colon', 'from:fd00:ec2::17', 'from:hidden-address-2'],
    ['as a range of one', '10.0.2.17/32', 'hidden-address-1/32'],
    ['a range of a subnet, by its number', 'in 10.0.2.0/24', 'in hidden-range-1'],
    ['another range', '10.0.0.0/16, 172.16.0.0/12', 'hidden-range, hidden-range'],
    ['another address, private or not', '192.168.1.1 and 52.1.2.3', 'hidden-address and hidden-address'],
    ['an address with a port', '10.0.9.9:8443', 'hidden-address:8443'],
    ['an address in a machine’s name', 'ip-10-0-2-17.us-west-2.compute.internal', 'hidden-address.us-west-2.compute.internal'],
    ['an address with dashes', 'host-10-0-2-17', 'host-hidden-address'],
    ['an address that looks both ways', '::ffff:10.0.2.17', 'hidden-address:hidden-address-1'],
    ['loopback', 'at ::1 or 127.0.0.1', 'at hidden-address or hidden-address'],
    ['an e-mail address', 'ask kim@example.com', 'ask hidden-e-mail'],
    ['a secret', 'password: hunter22hunter', '[removed]'],
  ])('%s', (_what, text, shown) => expect(hide(text)).toBe(shown))

  it.each([
    'vpce-08c316c04b3a5623f and vpc-0a1b2c3d4e5f60718, subnet-12345678901234567, sg-00000000000000001',
    'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781',
    'vpce-08c316c04b3a5623f-bi21tevr.vpce-svc-049bbd33f61271781.us-west-2.vpce.amazonaws.com',
    'abc123.us-west-2.vpce.aws.clickhouse.cloud:8443',
    '2026-11-23T10:00:00.000Z, 14:02:11 UTC, tcp 8443 and 9440, 0.01 USD',
  ])('leaves %s', (text) => expect(hide(text)).toBe(text))

  it('with leave shows accounts and addresses, and still no person', () => {
    expect(hiderFor(request, { showsInternals: true })('111122223333 at 10.0.2.17, kim@example.com')).toBe('111122223333 at 10.0.2.17, hidden-e-mail')
  })

  it('reaches every text of a value and changes nothing else', () => {
    const at = new Date(0)
    expect(hideDeep({ a: ['10.0.2.17', 3, null, at], b: { c: '111122223333' } }, hide)).toEqual({ a: ['hidden-address-1', 3, null, at], b: { c: 'hidden-account' } })
  })
})
