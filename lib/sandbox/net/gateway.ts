import { createServer, type Server, type Socket } from 'node:net'
import type { World } from '../world/world'
import type { FarEnd } from './far-end'
import { PUBLIC } from './names'
import { meet, type Connection } from './route'

/**
 * The door to addresses that this machine does not have. A client says one line,
 * `CONNECT 10.0.3.17:9440 vpc=vpc-… from=10.0.0.10 groups=sg-…,sg-…` (`vpc=public` from outside; `from` and `groups` may be left
 * out), and gets `OK`, after which the connection is that one; `ERROR <errno>` where it would fail; or nothing where it would hang.
 */

const MAX_LINE = 500
const PATIENCE_MS = 120_000
const ERRNO = { refused: 'ECONNREFUSED', 'no-route': 'EHOSTUNREACH', unreachable: 'ENETUNREACH' } as const

type About = { world: World; now: () => number; farEnd: FarEnd }

export function makeGateway(about: About): { server: Server; open: Set<Socket> } {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket.once('close', () => open.delete(socket)))
    socket.on('error', () => socket.destroy())
    socket.setTimeout(PATIENCE_MS, () => socket.destroy())
    void receive(socket, about)
  })
  return { server, open }
}

async function receive(socket: Socket, about: About): Promise<void> {
  const line = await readLine(socket)
  const asked = line === null ? null : parseConnect(line)
  if (!asked) return void socket.end('ERROR EPROTO\n')
  await connect(socket, asked, about)
}

/** Lets `socket` meet what the world has in store for this connection. `isDirect`: there is no preamble to answer. */
export async function connect(socket: Socket, asked: Connection, { world, now, farEnd }: About, { isDirect = false } = {}): Promise<void> {
  const { behaviour, region } = meet(world, now(), asked)
  if (behaviour === 'timeout') return void socket.resume()
  if (behaviour === 'refused' || behaviour === 'no-route' || behaviour === 'unreachable') {
    return void (isDirect ? socket.resetAndDestroy() : socket.end(`ERROR ${ERRNO[behaviour]}\n`))
  }
  if (!isDirect) socket.write('OK\n')
  await farEnd.take(socket, { port: asked.port, behaviour, region }).catch(() => socket.destroy())
}

/** The first line; what follows stays unread. Null where there is none of a decent length. */
function readLine(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let seen = Buffer.alloc(0)
    const done = (line: string | null) => {
      socket.off('readable', read).off('close', gone)
      resolve(line)
    }
    const gone = () => done(null)
    const read = () => {
      for (let chunk: Buffer | null; (chunk = socket.read() as Buffer | null) !== null; ) {
        seen = Buffer.concat([seen, chunk])
        const end = seen.indexOf(10)
        if (end >= 0) {
          if (end + 1 < seen.length) socket.unshift(seen.subarray(end + 1))
          return done(seen.toString('latin1', 0, end))
        }
        if (seen.length > MAX_LINE) return done(null)
      }
    }
    socket.on('readable', read).once('close', gone)
  })
}

export function parseConnect(line: string): Connection | null {
  const match = /^CONNECT (\[[0-9a-f:.]+\]|[0-9.]+):(\d{1,5})((?: [a-z]+=\S*)*)\r?$/i.exec(line)
  if (!match) return null
  const words = new Map((match[3] ?? '').trim().split(' ').map((word) => word.split('=', 2) as [string, string | undefined]))
  const vpc = words.get('vpc')
  return {
    address: (match[1] ?? '').replace(/[[\]]/g, ''),
    port: Number(match[2]),
    vpcId: !vpc || vpc === PUBLIC ? null : vpc,
    from: words.get('from') || null,
    groups: (words.get('groups') ?? '').split(',').filter((id) => id !== ''),
  }
}
