import 'server-only'
import type { Socket } from 'node:net'
import type { TcpOutcome, TcpResult } from '@/lib/privatelink/probe-results'
import type { Dialer } from './dialer'
import { codeOf, LIMITS, startWatch, textOf, toEvidence } from './limits'

/** `host`: the name the address came from. The address and the port were judged before. */
export type Target = { host: string | null; address: string; port: number }

const OUTCOME: Readonly<Record<string, TcpOutcome>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'no-route',
  EHOSTDOWN: 'no-route',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ECONNRESET: 'reset',
}

/** Opens a connection, or throws an error with Node’s code (`ETIMEDOUT` after three seconds, or when `signal` says so). */
export function open(dialer: Dialer, { address, port }: Pick<Target, 'address' | 'port'>, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(late())
    const socket = dialer.dial(address, port)
    const timer = setTimeout(() => fail(late()), LIMITS.tcpMs)
    const stop = () => fail(late())
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      socket.off('error', fail).off('close', closed).off('connect', opened)
    }
    const fail = (cause: Error) => {
      settle()
      socket.on('error', () => undefined).destroy()
      reject(cause)
    }
    const closed = () => fail(Object.assign(new Error('closed before it was open'), { code: 'ECONNRESET' }))
    const opened = () => {
      settle()
      resolve(socket)
    }
    socket.once('error', fail).once('close', closed).once('connect', opened)
    signal.addEventListener('abort', stop, { once: true })
  })
}

const late = () => Object.assign(new Error('nothing answered in time'), { code: 'ETIMEDOUT' })

/** Does anything accept a connection at this address and port? */
export async function connectTcp(dialer: Dialer, target: Target, signal: AbortSignal): Promise<TcpResult> {
  const watch = startWatch()
  const where = `${target.address} port ${target.port}`
  try {
    const socket = await open(dialer, target, signal)
    socket.destroy()
    return { kind: 'tcp', ...target, ...watch(), outcome: 'open', evidence: `Connected to ${where}.` }
  } catch (thrown) {
    const outcome = OUTCOME[codeOf(thrown)] ?? 'unreachable'
    return { kind: 'tcp', ...target, ...watch(), outcome, evidence: toEvidence(`connect to ${where}: ${codeOf(thrown)} ${textOf(thrown)}`) }
  }
}
