/** What the script looks at. Names and addresses come from the request and its endpoint, `ports` from what ClickHouse listens on. */
export type ScriptSubject = {
  requestId: string
  /** The hostnames that programs will use. */
  hosts: readonly string[]
  /** The endpoint's own names, the regional one first. */
  endpointNames: readonly string[]
  /** The address of each zone. */
  addresses: readonly { zone: string; address: string }[]
  ports: readonly { port: number; speaks: 'https' | 'native' | 'other' }[]
  /** Where to post the report and the key for it; without them it is printed as a line to paste. */
  report: { url: string; token: string } | null
}

/** ClickHouse's ports, and what answers there. */
const SPEAKS: Record<number, 'https' | 'native'> = { 443: 'https', 8443: 'https', 9440: 'native' }
export const toScriptPorts = (ports: readonly number[]): ScriptSubject['ports'] => ports.map((port) => ({ port, speaks: SPEAKS[port] ?? 'other' }))

/** What the script does, for those who are asked to run it. */
export const DOES = [
  'Looks up each hostname with the machine’s own resolver.',
  'Opens and closes a TCP connection to every port on the endpoint’s names and on each zone’s address.',
  'Does a TLS handshake on each port that speaks TLS, and compares the certificate with the hostname.',
  'Asks for “/” over HTTPS, where ClickHouse answers “Ok.”.',
] as const
export const DOES_NOT = [
  'It installs nothing, changes nothing and needs no rights: it uses what is there of getent, dig, nslookup, bash, nc, curl, openssl or python3.',
  'It reads no file and no variable of the machine, and asks for no password. Its report holds these results, the machine’s name and its operating system.',
] as const
