import { describe, expect, test } from 'vitest'
import { refuseAddress, refuseHost, refusePort, type ProbeScope } from './probe-target'

const HOST = 'abc123.us-west-2.vpce.aws.clickhouse.cloud'
const PUBLIC_HOST = 'abc123.us-west-2.aws.clickhouse.cloud'
const ENDPOINT = 'vpce-0aaaaaaaaaaaaaaaa-1a2b3c4d.vpce-svc-049bbd33f61271781.us-west-2.vpce.amazonaws.com'
const scope: ProbeScope = {
  hosts: [HOST, PUBLIC_HOST, 'localhost', 'abc.clickhouse.cloud.evil.com'],
  endpointNames: [ENDPOINT],
  addresses: ['10.0.3.17', '127.0.0.1', '169.254.169.254'],
  vpcCidrs: ['10.0.0.0/16', 'fd12:3456::/56', '127.0.0.0/8'],
  ports: [8443, 9440, 9000, 22, 25, 8443.5, 65_536],
}

describe('H68: hosts', () => {
  test.each([HOST, PUBLIC_HOST, ENDPOINT])('%s may be probed', (host) => expect(refuseHost(host, scope)).toBeNull())

  test.each([
    'localhost', '127.0.0.1', '127.1', '0x7f.1', '2130706433', '[::ffff:169.254.169.254]', 'fd00:ec2::254', '0.0.0.0', '', '*', '.',
    `user@${HOST}`, `user:secret@${HOST}`, `${HOST}.`, HOST.toUpperCase(), HOST.replace('.', '。'), HOST.replace('.', '．'), `${HOST}:8443`,
    `https://${HOST}`, `${HOST}/`, `${HOST}#@evil.com`, `${HOST}\u0000.evil.com`, `${HOST}\r\nHost: x`, ` ${HOST}`, 'xn--abc-9cd.us-west-2.aws.clickhouse.cloud',
    'abc.clickhouse.cloud.evil.com', 'clickhouse.cloud', 'other99.us-west-2.vpce.aws.clickhouse.cloud', ENDPOINT.replace('0aaaa', '0bbbb'),
    'vpce-0aaaaaaaaaaaaaaaa.us-west-2.vpce.amazonaws.com.evil.com', 'metadata.google.internal', 's3.amazonaws.com',
  ])('%j is refused', (host) => expect(refuseHost(host, scope)).toMatch(/\.$/))
})

describe('H68: ports', () => {
  test.each([8443, 9440, 9000])('%i may be probed', (port) => expect(refusePort(port, scope)).toBeNull())
  test.each([22, 25, 443, 3306, 0, -1, 65_536, 8443.5, Number.NaN])('%d is refused', (port) => expect(refusePort(port, scope)).toMatch(/not one of/))
})

describe('H68, H69: addresses', () => {
  test.each([
    ['10.0.3.17', false],
    ['10.0.200.1', false],
    ['fd12:3456::5', false],
    ['44.230.1.2', true],
    ['10.0.3.17', true],
  ])('%s may be connected to', (address, isNamed) => expect(refuseAddress(address, scope, isNamed)).toBeNull())

  test.each([
    '127.0.0.1', '127.1', '127.9.9.9', '0x7f.1', '0177.0.0.1', '2130706433', '0.0.0.0', '0.1.2.3', '::', '::1', '::ffff:169.254.169.254', '[::1]',
    '169.254.169.254', '169.254.170.2', 'fd00:ec2::254', 'fd00:ec2::253', 'FD00:EC2:0:0::254', 'fe80::1', 'fe80::1%eth0', '224.0.0.1', 'ff02::1', '255.255.255.255',
    '240.0.0.1', '192.0.2.1', '192.168.1.1', '10.1.0.1', '172.16.0.1', '100.64.0.1', 'fd12:9999::1', '64:ff9b::7f00:1', '2002:7f00:1::', '10.0.3.17 ', '10.0.3', '10.0.3.17:8443', '',
  ])('%j is refused, even where a permitted name led to it', (address) => expect(refuseAddress(address, scope, true)).toMatch(/\.$/))

  test('a public address that no name led to is refused', () => expect(refuseAddress('44.230.1.2', scope, false)).toMatch(/not an address of this endpoint/))
})
