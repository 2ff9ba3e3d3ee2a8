import { Agent, get } from 'node:http'

/** `cookie`: of the session that asks, where the pages want one. */
type Load = { requests: number; connections: number; cookie?: string }
const KEPT_OPEN = { keepAlive: true, timeout: 60_000 }

/** Milliseconds to the first byte of each answer; the paths are asked for in turn, over connections that stay open. */
export async function timeToFirstByte(url: string, paths: readonly string[], { requests, connections, cookie = '' }: Load): Promise<number[]> {
  const agent = new Agent({ ...KEPT_OPEN, maxSockets: connections })
  const times: number[] = []
  let next = 0
  const client = async () => {
    while (next < requests) times.push(await once(`${url}${paths[next++ % paths.length]}`, agent, cookie))
  }
  await Promise.all(Array.from({ length: connections }, client))
  agent.destroy()
  return times
}

/** Asks for one page over and over, for so many seconds. Gives how often it was answered; throws where it once was not. */
export async function askForSeconds(url: string, { seconds, connections, cookie = '' }: Omit<Load, 'requests'> & { seconds: number }): Promise<number> {
  const agent = new Agent({ ...KEPT_OPEN, maxSockets: connections })
  const until = performance.now() + seconds * 1_000
  let answered = 0
  const client = async () => {
    for (; performance.now() < until; answered += 1) await once(url, agent, cookie)
  }
  await Promise.all(Array.from({ length: connections }, client))
  agent.destroy()
  return answered
}

function once(url: string, agent: Agent, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    get(url, { agent, headers: { accept: 'text/html', cookie } }, (response) => {
      const ms = performance.now() - began
      if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`))
      response.once('end', () => resolve(ms)).once('error', reject).resume()
    })
      .once('timeout', () => reject(new Error(`${url} was silent for a minute`)))
      .once('error', reject)
  })
}
