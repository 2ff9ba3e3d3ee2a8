import { createServer, type Server, type Socket } from 'node:net'
import type { World } from '../world/world'
import { isGone } from '../endpoints/life-cycle'
import { CertificateOffice } from './authority'
import { FarEnd } from './far-end'
import { connect, makeGateway } from './gateway'
import { PUBLIC, type Scope } from './names'
import { startResolver, type Resolver } from './resolver'

const LOOPBACK = '127.0.0.1'
/** So many VPCs get their resolvers, and so many addresses their listeners, unasked when the state is read. */
const LISTED = 64
const OPEN_PORTS = [8443, 9440]

type Door = { server: Server; open: Set<Socket>; port: number }
export type Listener = { vpcId: string; address: string; port: number; localPort: number }

/** The sandbox’s network. Every door is opened when somebody asks for it, on a free port of loopback, and stays. */
export class Net {
  readonly office: CertificateOffice
  private readonly farEnd: FarEnd
  private readonly resolvers = new Map<Scope, Promise<Resolver>>()
  private readonly listeners = new Map<string, Promise<Door>>()
  private gateway: Promise<Door> | null = null

  constructor(
    private readonly world: World,
    private readonly now: () => number,
  ) {
    this.office = new CertificateOffice(world, now)
    this.farEnd = new FarEnd(this.office)
  }

  async resolverPort(scope: Scope): Promise<number> {
    let resolver = this.resolvers.get(scope)
    if (!resolver) this.resolvers.set(scope, (resolver = startResolver({ world: this.world, now: this.now, scope })))
    return (await resolver).port
  }

  async gatewayPort(): Promise<number> {
    this.gateway ??= openDoor(makeGateway({ world: this.world, now: this.now, farEnd: this.farEnd }))
    return (await this.gateway).port
  }

  /** A port of loopback that behaves as one address and port of a VPC, for tools that know no gateway (curl, openssl). */
  async listenFor(asked: Omit<Listener, 'localPort'>): Promise<Listener> {
    const key = `${asked.vpcId} ${asked.address} ${asked.port}`
    let door = this.listeners.get(key)
    if (!door) this.listeners.set(key, (door = openDoor(this.direct(asked))))
    return { ...asked, localPort: (await door).port }
  }

  /** Everything one VPC has: its resolver, and a listener for each address and port of its endpoints. */
  async doorsOf(vpcId: string) {
    const endpoints = this.world.data.endpoints.listBy('vpc', vpcId).filter((endpoint) => !isGone(endpoint, this.now())).slice(-LISTED)
    const wanted = endpoints.flatMap(({ attachments }) => attachments.flatMap(({ address }) => OPEN_PORTS.map((port) => ({ vpcId, address, port }))))
    const [resolver, gateway, listeners] = await Promise.all([this.resolverPort(vpcId), this.gatewayPort(), Promise.all(wanted.map((one) => this.listenFor(one)))])
    return { vpcId, host: LOOPBACK, resolverPort: resolver, gatewayPort: gateway, listeners }
  }

  /** The doors as the state lists them: the public resolver’s, and one resolver for each VPC. */
  async summary() {
    const vpcs = this.world.data.vpcs.all().slice(0, LISTED)
    const scopes = [PUBLIC, ...vpcs.map(({ id }) => id)]
    const [gatewayPort, ...ports] = await Promise.all([this.gatewayPort(), ...scopes.map((scope) => this.resolverPort(scope))])
    return { host: LOOPBACK, gatewayPort, resolvers: scopes.map((vpcId, at) => ({ vpcId, port: ports[at] })) }
  }

  async close(): Promise<void> {
    const doors = await Promise.all([...this.listeners.values(), ...(this.gateway ? [this.gateway] : [])])
    const resolvers = await Promise.all(this.resolvers.values())
    this.listeners.clear()
    this.resolvers.clear()
    this.gateway = null
    await Promise.all([...doors.map(closeDoor), ...resolvers.map((resolver) => resolver.close())])
  }

  private direct({ vpcId, address, port }: Omit<Listener, 'localPort'>) {
    const open = new Set<Socket>()
    const about = { world: this.world, now: this.now, farEnd: this.farEnd }
    const server = createServer({ pauseOnConnect: false }, (socket) => {
      open.add(socket.once('close', () => open.delete(socket)))
      socket.on('error', () => socket.destroy())
      void connect(socket, { vpcId, address, port, from: null, groups: [] }, about, { isDirect: true })
    })
    return { server, open }
  }
}

function openDoor({ server, open }: Omit<Door, 'port'>): Promise<Door> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, LOOPBACK, () => {
      const address = server.address()
      resolve({ server, open, port: typeof address === 'object' && address ? address.port : 0 })
    })
  })
}

async function closeDoor({ server, open }: Door): Promise<void> {
  for (const socket of open) socket.destroy()
  await new Promise((done) => server.close(done))
}
