import type { HttpsOutcome, NativeOutcome, TlsOutcome } from '../../probe-results'
import { listWords } from '../../text'
import type { CheckId, QuerySeen } from '../check'
import { isEndpointName } from '../names'
import type { Picture } from '../picture'
import { byHand, endpointOf, type Symptom } from './symptom'

const badTls = ({ tls }: Picture) => tls.filter(({ result }) => result.outcome !== 'ok')
const tlsIs = (picture: Picture, ...outcomes: TlsOutcome[]): boolean => badTls(picture).some(({ result }) => outcomes.includes(result.outcome))
const firstTls = (picture: Picture, ...outcomes: TlsOutcome[]) => badTls(picture).find(({ result }) => outcomes.includes(result.outcome))?.result
const httpsIs = ({ https }: Picture, ...outcomes: HttpsOutcome[]): boolean => https.some(({ result }) => outcomes.includes(result.outcome))
const statusIs = ({ https }: Picture, ...statuses: number[]): boolean => https.some(({ result }) => result.outcome === 'status' && result.status !== null && statuses.includes(result.status))
const nativeIs = ({ native }: Picture, ...outcomes: NativeOutcome[]): boolean => native.some(({ result }) => outcomes.includes(result.outcome))
const queryIs = ({ query }: Picture, ...outcomes: QuerySeen['outcome'][]): boolean => query.some(({ result }) => outcomes.includes(result.outcome))
const hasAnswered = (picture: Picture): boolean => picture.tls.some(({ result }) => result.outcome === 'ok') || picture.https.some(({ result }) => result.outcome === 'ok')
const name = (picture: Picture): string => picture.names[0]?.name ?? 'the private hostname'

type Given = Omit<Symptom, 'specificity' | 'who' | 'fix'> & { specificity?: number; who?: Symptom['who']; next: (picture: Picture) => string; command?: (picture: Picture) => string }
const symptom = ({ next, command, specificity = 1, who = 'you', ...given }: Given): Symptom => ({ ...given, specificity, who, fix: (picture) => byHand(next(picture), command?.(picture) ?? null) })
const layer = (check: CheckId) => (given: Omit<Given, 'check'>): Symptom => symptom({ check, ...given })
const certificate = layer('certificate')
const https = layer('https')
const native = layer('native')
const query = layer('query')

const ALLOW_LIST = (picture: Picture): string => `Add ${endpointOf(picture)} to the service’s private endpoints in the ClickHouse console (your service, Settings, Security, Private endpoints), for each service.`
const KEEPALIVE = 'Send TCP keepalives more often than every 350 seconds, and let connection pools drop what has been idle for longer than five minutes.'
const INSPECTION = 'A proxy that opens TLS, or an antivirus program, answers in ClickHouse’s place and signs with an authority of its own.'

export const CERTIFICATE_SYMPTOMS: Symptom[] = [
  certificate({
    id: 'tls-endpoint-name', specificity: 4,
    fits: (picture) => badTls(picture).some(({ result }) => result.outcome === 'name-mismatch' && isEndpointName(result.servername)),
    cause: () => 'The certificate does not name the host, because AWS’s name of the endpoint (vpce-….amazonaws.com) was used: it is for TCP tests only.',
    explanation: 'ClickHouse’s certificate names ClickHouse’s hostnames. The network works.',
    next: (picture) => `Connect to ${name(picture)} instead.`,
    command: (picture) => `curl --connect-to ${name(picture)}:8443:${picture.facts.request.dnsNames.regional ?? '<endpoint name>'}:8443 https://${name(picture)}:8443`,
  }),
  certificate({
    id: 'tls-other-host', specificity: 2,
    fits: (picture) => tlsIs(picture, 'name-mismatch'),
    cause: (picture) => `The certificate names ${listWords(firstTls(picture, 'name-mismatch')?.certificate?.altNames.slice(0, 3) ?? []) || 'another host'}, not ${firstTls(picture, 'name-mismatch')?.servername ?? name(picture)}: the name is of another service, or something else answers.`,
    explanation: 'Each ClickHouse service is told apart by the name in the TLS handshake.',
    next: () => 'Compare the hostname with “DNS name” in the ClickHouse console: your service, Settings, Security, Private endpoints.',
  }),
  certificate({
    id: 'tls-reset-allow-list', specificity: 3, fits: (picture) => tlsIs(picture, 'reset'),
    cause: (picture) => `TCP opens and the connection is reset at the first TLS byte: ${endpointOf(picture)} is not on the allow list of this ClickHouse service.`,
    explanation: 'ClickHouse decides by the endpoint’s id and the hostname when the handshake begins. An endpoint that was made anew has a new id.',
    next: ALLOW_LIST,
  }),
  certificate({
    id: 'tls-eof-allow-list', specificity: 3, fits: (picture) => tlsIs(picture, 'eof'),
    cause: (picture) => `TCP opens and the connection is closed at the first TLS byte: ${endpointOf(picture)} is not on the allow list of this ClickHouse service, or the hostname is not one it knows.`,
    explanation: 'ClickHouse decides by the endpoint’s id and the hostname when the handshake begins.',
    next: ALLOW_LIST,
  }),
  certificate({
    id: 'tls-hangs', specificity: 2, who: 'network-team', fits: (picture) => tlsIs(picture, 'timeout'),
    cause: () => 'TCP opens and the TLS handshake hangs: large packets are lost on the way.',
    explanation: 'PrivateLink carries packets of up to 8,500 bytes and tells nobody when one is too large. A tunnel or an appliance with a smaller limit swallows the certificate.',
    next: () => 'Lower the MTU of the client’s interface to 1,400 for a trial, or clamp the MSS on the tunnel.',
    command: () => 'sudo ip link set dev eth0 mtu 1400',
  }),
  certificate({
    id: 'tls-self-signed', specificity: 2, who: 'network-team', fits: (picture) => tlsIs(picture, 'self-signed'),
    cause: (picture) => `The certificate is signed by itself (${firstTls(picture, 'self-signed')?.certificate?.issuer ?? 'issuer not seen'}): it is not ClickHouse that answers.`,
    explanation: INSPECTION,
    next: () => 'Ask your network team to leave the endpoint’s addresses out of TLS inspection.',
  }),
  certificate({
    id: 'tls-untrusted', specificity: 2, fits: (picture) => tlsIs(picture, 'untrusted'),
    cause: (picture) => `The certificate’s issuer (${firstTls(picture, 'untrusted')?.certificate?.issuer ?? 'not seen'}) is not trusted by the client: its list of authorities is old, or TLS is inspected on the way.`,
    explanation: `The network works. ${INSPECTION}`,
    next: () => 'Update the client’s CA certificates. If the issuer is your own company, ask for an exception for the endpoint’s addresses.',
    command: () => 'sudo update-ca-certificates',
  }),
  certificate({
    id: 'tls-expired', specificity: 2, fits: (picture) => tlsIs(picture, 'expired'),
    cause: () => 'The certificate is out of date, as seen by the client’s clock.',
    explanation: 'Most often the clock is wrong. ClickHouse renews its certificates by itself.',
    next: () => 'Check the client’s clock. If it is right, tell ClickHouse support.',
    command: () => 'date -u',
  }),
  certificate({
    id: 'tls-old-protocol', specificity: 2, fits: (picture) => tlsIs(picture, 'old-protocol'),
    cause: () => 'Client and server share no version of TLS: ClickHouse Cloud asks for TLS 1.2 or newer.',
    explanation: 'Very old drivers and runtimes speak older versions only.',
    next: () => 'Update the client’s TLS library or runtime.',
  }),
  certificate({
    id: 'tls-not-tls', specificity: 2, who: 'network-team', fits: (picture) => tlsIs(picture, 'malformed'),
    cause: () => 'What answers on the port does not speak TLS: a proxy or another program stands in ClickHouse’s place.',
    explanation: 'ClickHouse Cloud’s ports speak TLS from the first byte.',
    next: () => 'Find out what listens there, and let the ClickHouse ports through unchanged.',
  }),
  certificate({ id: 'tls-fails', specificity: 0, fits: () => true, cause: () => 'The TLS handshake does not succeed.', explanation: 'See what came back.', next: ALLOW_LIST }),
]

export const HTTPS_SYMPTOMS: Symptom[] = [
  https({ id: 'https-forbidden', specificity: 2, fits: (picture) => statusIs(picture, 401, 403), cause: () => 'The server answers and refuses who asks (401 or 403): the network works.', explanation: 'ClickHouse was reached over TLS. What is left is a matter of user, password, or a filter of the service.', next: () => 'Check the user and the password, and the filters of the service in the ClickHouse console.' }),
  https({ id: 'https-unavailable', specificity: 2, who: 'clickhouse', fits: (picture) => statusIs(picture, 502, 503, 504), cause: () => 'The server answers that the service is not there now: it is idle and waking, stopped, or being changed.', explanation: 'The network works as far as ClickHouse’s gateway.', next: () => 'Look at the service’s state in the ClickHouse console, and try again in a minute.' }),
  https({ id: 'https-redirect', specificity: 2, who: 'network-team', fits: (picture) => httpsIs(picture, 'redirect'), cause: () => 'The answer leads to another address: a proxy or a sign-in page answers in ClickHouse’s place.', explanation: 'ClickHouse answers “Ok.” by itself and never redirects.', next: () => 'Leave the private hostname out of the proxy (NO_PROXY).', command: (picture) => `NO_PROXY=${name(picture)} curl -sS https://${name(picture)}:8443` }),
  https({ id: 'https-other-server', specificity: 2, who: 'network-team', fits: (picture) => httpsIs(picture, 'not-clickhouse', 'too-large', 'malformed'), cause: () => 'Something answers that is not ClickHouse: its answer is not “Ok.”.', explanation: 'A proxy, a load balancer’s page or another service has the port.', next: () => 'Compare the hostname and the port with the ClickHouse console, and leave the name out of any proxy.', command: (picture) => `curl -sS https://${name(picture)}:8443` }),
  https({ id: 'https-waking', specificity: 2, who: 'clickhouse', fits: (picture) => httpsIs(picture, 'timeout'), cause: () => 'TLS works and no answer comes in time: the ClickHouse service is idle and waking.', explanation: 'An idle service wakes at the first question, which can take a minute or more.', next: () => 'Try again in a minute. Raise the client’s timeouts, or switch idling off in the ClickHouse console.' }),
  https({ id: 'https-reset', specificity: 2, who: 'network-team', fits: (picture) => httpsIs(picture, 'reset'), cause: () => 'TLS works and the connection is reset when the question is asked.', explanation: 'A program on the way that inspects HTTP, or ClickHouse’s gateway while the service changes.', next: () => 'Try again in a minute. If it stays, leave the endpoint’s addresses out of inspection.' }),
  https({ id: 'https-status', specificity: 1, who: 'clickhouse', fits: (picture) => httpsIs(picture, 'status'), cause: (picture) => `The server answers with status ${picture.https.find(({ result }) => result.outcome === 'status')?.result.status ?? ''} instead of “Ok.”.`, explanation: 'The network works. What answers is not content with the question.', next: () => 'Look at the service’s state in the ClickHouse console.' }),
  https({ id: 'https-fails', specificity: 0, fits: () => true, cause: () => 'HTTPS does not answer “Ok.”.', explanation: 'See what came back.', next: () => 'Look at the service’s state in the ClickHouse console.' }),
]

export const NATIVE_SYMPTOMS: Symptom[] = [
  native({ id: 'native-reset', specificity: 2, fits: (picture) => nativeIs(picture, 'reset'), cause: (picture) => `The native port is reset although HTTPS answers: ${endpointOf(picture)} is let in on 8443 and not on 9440, or the client spoke without TLS.`, explanation: 'Port 9440 speaks TLS from the first byte.', next: () => 'Use --secure with clickhouse-client, and secure=1 in drivers.', command: (picture) => `clickhouse-client --host ${name(picture)} --port 9440 --secure --query 'SELECT 1'` }),
  native({ id: 'native-wrong-protocol', specificity: 2, fits: (picture) => nativeIs(picture, 'not-clickhouse'), cause: () => 'What answers on the native port is not ClickHouse’s native protocol: the port is that of HTTPS, or another server’s.', explanation: '8443 is HTTPS, 9440 the native protocol. A client that mixes them up gets “unexpected packet”.', next: () => 'Use 9440 for clickhouse-client and native drivers, 8443 for everything over HTTP.' }),
  native({ id: 'native-waking', specificity: 2, who: 'clickhouse', fits: (picture) => nativeIs(picture, 'timeout'), cause: () => 'TLS works on the native port and no greeting comes in time: the service is idle and waking.', explanation: 'An idle service wakes at the first question.', next: () => 'Try again in a minute, with a longer receive timeout.' }),
  native({ id: 'native-fails', specificity: 0, fits: () => true, cause: () => 'The native port does not greet as ClickHouse does.', explanation: 'See what came back.', next: () => 'Look at the service’s state in the ClickHouse console.' }),
]

export const QUERY_SYMPTOMS: Symptom[] = [
  query({ id: 'authentication-failed', specificity: 3, fits: (picture) => queryIs(picture, 'auth-failed'), cause: () => 'ClickHouse answers “Authentication failed”: the network works, the user or the password is wrong.', explanation: 'Only ClickHouse itself says so. Everything up to it is in order.', next: () => 'Check the user and the password, or reset it in the ClickHouse console.' }),
  query({ id: 'idle-350', specificity: 3, fits: (picture) => queryIs(picture, 'reset') && hasAnswered(picture), cause: () => 'Connections work at first and are reset later: they were idle for more than 350 seconds, after which PrivateLink forgets them.', explanation: 'AWS drops a connection that was silent for 350 seconds and tells neither side. The next packet is answered by a reset.', next: () => KEEPALIVE, command: () => 'sudo sysctl -w net.ipv4.tcp_keepalive_time=120 net.ipv4.tcp_keepalive_intvl=30' }),
  query({ id: 'query-reset', specificity: 2, fits: (picture) => queryIs(picture, 'reset'), cause: (picture) => `The query’s connection was reset: ${endpointOf(picture)} is not on the allow list of this service, or the connection had been idle for more than 350 seconds.`, explanation: 'Without a TLS handshake that was seen to succeed, the two cannot be told apart.', next: ALLOW_LIST }),
  query({ id: 'query-without-tls', specificity: 2, fits: (picture) => queryIs(picture, 'wrong-protocol'), cause: () => 'Client and server speak different protocols: the client was started without TLS, or with the port of the other protocol.', explanation: 'ClickHouse says “unexpected packet from server” when --secure is missing or the port is that of HTTPS.', next: () => 'Use --secure and port 9440.', command: (picture) => `clickhouse-client --host ${name(picture)} --port 9440 --secure --query 'SELECT 1'` }),
  query({ id: 'query-waking', specificity: 2, who: 'clickhouse', fits: (picture) => queryIs(picture, 'timeout'), cause: () => 'The connection stands and the query is not answered in time: the service is idle and waking, or large packets are lost.', explanation: 'A waking service needs up to some minutes for the first query. If small results come and large ones hang, it is the MTU.', next: () => 'Try again in a minute. If only large results hang, lower the client’s MTU to 1,400.' }),
  query({ id: 'query-error', specificity: 0, fits: () => true, cause: () => 'ClickHouse answered the query with an error: the network works.', explanation: 'See what came back.', next: () => 'Mend what ClickHouse’s error names.' }),
]
