import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { createServer, type Server, type Socket } from 'node:net'
import type { DnsOverride } from '../world/types'
import type { World } from '../world/world'
import { answerMessage } from './dns-answer'
import type { Scope } from './names'

const LOOPBACK = '127.0.0.1'
const TRIES = 20
const IDLE_MS = 10_000

export type Resolver = { port: number; close: () => Promise<void> }
type About = { world: World; now: () => number; scope: Scope }

/** A DNS server, UDP and TCP on the same free port of loopback, that answers as one scope’s resolver. */
export async function startResolver(about: About): Promise<Resolver> {
  const asked = new WeakMap<DnsOverride, number>()
  const reply = (bytes: Buffer, isUdp: boolean) => {
    try {
      return answerMessage(bytes, { world: about.world, now: about.now(), scope: about.scope, asked, isUdp })
    } catch {
      // Not a DNS message: a resolver says nothing to it.
      return null
    }
  }
  for (let left = TRIES; ; left--) {
    const open = new Set<Socket>()
    const tcp = createServer((socket) => {
      open.add(socket.once('close', () => open.delete(socket)))
      serveTcp(socket, (bytes) => reply(bytes, false))
    })
    const port = await listenTcp(tcp)
    const udp = createSocket('udp4')
    if (await bindUdp(udp, port)) {
      udp.on('message', (bytes, from) => {
        const answer = reply(bytes, true)
        if (answer) udp.send(answer, from.port, from.address, () => undefined)
      })
      return { port, close: () => close(tcp, udp, open) }
    }
    await close(tcp, null, open)
    if (left === 0) throw new Error('No port of loopback is free for both UDP and TCP.')
  }
}

function serveTcp(socket: Socket, reply: (bytes: Buffer) => Buffer | null): void {
  let waiting = Buffer.alloc(0)
  socket.setTimeout(IDLE_MS, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const end = 2 + waiting.readUInt16BE(0)
      const answer = reply(waiting.subarray(2, end))
      waiting = waiting.subarray(end)
      if (!answer) continue
      const length = Buffer.alloc(2)
      length.writeUInt16BE(answer.length)
      socket.write(Buffer.concat([length, answer]))
    }
  })
}

function listenTcp(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, LOOPBACK, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

function bindUdp(socket: UdpSocket, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('error', () => {
      socket.close()
      resolve(false)
    })
    socket.bind(port, LOOPBACK, () => {
      socket.removeAllListeners('error').on('error', () => undefined)
      resolve(true)
    })
  })
}

async function close(tcp: Server, udp: UdpSocket | null, open: Set<Socket>): Promise<void> {
  for (const socket of open) socket.destroy()
  await Promise.all([new Promise((done) => tcp.close(done)), udp && new Promise<void>((done) => udp.close(done))])
}
