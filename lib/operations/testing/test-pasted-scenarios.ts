import type { Scenario } from './test-scenario'

const client = (name: string, more = '--secure --port 9440') => `$ clickhouse-client --host ${name} ${more} --password x --query 'SELECT 1'`
const inVpc = (text: string) => [{ text, from: 'vpc' as const }]

/** What only somebody else can see. */
export const PASTED: Scenario[] = [
  { what: 'a wrong password', symptomId: 'authentication-failed', pastes: ({ name }) => inVpc(`${client(name)}\nCode: 516. DB::Exception: Received from ${name}:9440. DB::Exception: default: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)\n`) },
  { what: 'a wrong password over HTTPS', symptomId: 'https-forbidden', pastes: ({ name }) => inVpc(`$ curl -v --user default:x 'https://${name}:8443/?query=SELECT+1'\n< HTTP/1.1 403 Forbidden\nCode: 516. DB::Exception: default: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)\n`) },
  { what: 'a client without --secure', symptomId: 'query-without-tls', pastes: ({ name }) => inVpc(`${client(name, '--port 9440')}\nCode: 102. DB::NetException: Unexpected packet from server ${name}:9440 (expected Hello or Exception, got Unknown packet). (UNEXPECTED_PACKET_FROM_SERVER)\n`) },
  { what: 'reset after idling', symptomId: 'idle-350', pastes: ({ name, addresses }) => inVpc(`Connecting to ${name}:9440 as user default.\nConnected to ClickHouse server version 25.8.1.\nCode: 210. DB::NetException: Connection reset by peer, while reading from socket (peer: ${addresses[0]}:9440, local: 10.0.0.15:40022). (NETWORK_ERROR)\n`) },
  { what: 'AWS’s name of the endpoint used for TLS', symptomId: 'tls-endpoint-name', pastes: ({ regional, addresses }) => inVpc(`$ curl -v https://${regional}:8443\n*   Trying ${addresses[0]}:8443...\n* Connected to ${regional} (${addresses[0]}) port 8443 (#0)\n* SSL: no alternative certificate subject name matches target host name '${regional}'\ncurl: (60) SSL: no alternative certificate subject name matches target host name '${regional}'\n`) },
  { what: 'the client’s own way is closed', symptomId: 'tcp-timeout-everywhere-configured-well', onlyPastes: true, pastes: ({ addresses }) => inVpc([8443, 9440].flatMap((port) => addresses.map((address) => `$ nc -zv -w 5 ${address} ${port}\nnc: connect to ${address} port ${port} (tcp) timed out: Operation now in progress\n`)).join('')) },
  { what: 'refused, in an older client', symptomId: 'tcp-refused-everywhere', onlyPastes: true, pastes: ({ addresses }) => inVpc([8443, 9440].flatMap((port) => addresses.map((address) => `$ nc -zv ${address} ${port}\nnc: connect to ${address} port ${port} (tcp) failed: Connection refused\n`)).join('')) },
  { what: 'the public name asked, from a laptop', symptomId: 'public-name-asked', onlyPastes: true, pastes: ({ publicName }) => [{ from: 'laptop', text: `$ nslookup ${publicName}\nServer:\t\t192.168.1.1\nAddress:\t192.168.1.1#53\n\nNon-authoritative answer:\nName:\t${publicName}\nAddress: 44.226.112.8\n\n` }] },
  { what: 'the private name asked, from a laptop', symptomId: null, onlyPastes: true, pastes: ({ name }) => [{ from: 'laptop', text: `$ nslookup ${name}\nServer:\t\t192.168.1.1\nAddress:\t192.168.1.1#53\n\n** server can't find ${name}: NXDOMAIN\n\n` }] },
  { what: 'a laptop that reaches nothing', symptomId: null, onlyPastes: true, pastes: ({ addresses }) => [{ from: 'laptop', text: `$ nc -zv -w 5 ${addresses[0]} 9440\nnc: connect to ${addresses[0]} port 9440 (tcp) timed out: Operation now in progress\n` }] },
  { what: 'another host’s failure', symptomId: null, pastes: () => inVpc("$ nslookup example.org\nServer:\t\t10.0.0.2\nAddress:\t10.0.0.2#53\n\n** server can't find example.org: NXDOMAIN\n\n") },
]
