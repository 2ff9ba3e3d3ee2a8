import { secretInText } from './secrets'

/** A TCP port of a ClickHouse service. `needed`: connections fail without it; else it is only told of. */
export type ClickHousePort = { port: number; name: string; needed: boolean }

/**
 * The ports of a ClickHouse Cloud service over PrivateLink. ClickHouse's page names 443, 8443, 9440 and 3306; its clients and
 * drivers use 8443 and 9440 unless told otherwise, so those two are counted as needed.
 */
export const CLICKHOUSE_PORTS: readonly ClickHousePort[] = [
  { port: 8443, name: 'HTTPS', needed: true },
  { port: 9440, name: 'native protocol over TLS', needed: true },
  { port: 443, name: 'HTTPS on the standard port', needed: false },
  { port: 3306, name: 'MySQL protocol', needed: false },
]

/** What a person changed: a port of their own, a shipped one with another name or need, or a shipped one left out. */
export type PortEdit = ClickHousePort & { hidden: boolean }

export const isShippedPort = (port: number): boolean => CLICKHOUSE_PORTS.some((each) => each.port === port)

export type ListedPort = PortEdit & { from: 'shipped' | 'edited' | 'own' }

/** Every port with what was changed: the shipped ones in their order, then your own by number. Those left out are among them. */
export function listPorts(edits: readonly PortEdit[]): ListedPort[] {
  const shipped = CLICKHOUSE_PORTS.map((shippedPort): ListedPort => {
    const edit = edits.find((each) => each.port === shippedPort.port)
    return edit ? { ...edit, from: 'edited' } : { ...shippedPort, hidden: false, from: 'shipped' }
  })
  const own = edits.filter(({ port }) => !isShippedPort(port)).map((edit): ListedPort => ({ ...edit, from: 'own' }))
  return [...shipped, ...own.sort((a, b) => a.port - b.port)]
}

/** The ports that checks and advice go by: the needed ones first. */
export function portsWith(edits: readonly PortEdit[]): ClickHousePort[] {
  const shown = listPorts(edits).filter((each) => !each.hidden)
  const ordered = [...shown.filter((each) => each.needed), ...shown.filter((each) => !each.needed)]
  return ordered.map(({ port, name, needed }) => ({ port, name, needed }))
}

export const neededPorts = (ports: readonly ClickHousePort[]): number[] => ports.filter((each) => each.needed).map((each) => each.port)

export const MAX_PORTS = 20
export const MAX_PORT_NAME = 60

/** What is wrong with a port as it shall be, beside the others, in a sentence for its field, or null. */
export function checkPort(port: PortEdit, edits: readonly PortEdit[]): { field: 'port' | 'name' | ''; sentence: string } | null {
  if (!Number.isInteger(port.port) || port.port < 1 || port.port > 65_535) return { field: 'port', sentence: 'A TCP port is a whole number from 1 to 65535.' }
  if (port.name.trim() === '') return { field: 'name', sentence: 'Say what speaks on this port, e.g. HTTPS.' }
  if (port.name.length > MAX_PORT_NAME) return { field: 'name', sentence: `Keep the name under ${MAX_PORT_NAME} characters.` }
  const secret = secretInText(port.name)
  if (secret) return { field: 'name', sentence: secret }
  const after = portsWith([...edits.filter((each) => each.port !== port.port), port])
  return checkPortList(after)
}

/** The list as a whole, after a change of it. */
export function checkPortList(ports: readonly ClickHousePort[]): { field: ''; sentence: string } | null {
  if (ports.length > MAX_PORTS) return { field: '', sentence: `There can be ${MAX_PORTS} ports. Remove one first.` }
  if (neededPorts(ports).length === 0) return { field: '', sentence: 'Keep at least one required port: the checks would have nothing to judge by.' }
  return null
}
