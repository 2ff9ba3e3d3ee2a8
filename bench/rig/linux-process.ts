import { readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second, on every machine of today. */
const TICK_MS = 10

/** CPU time of a process, and of its children that have ended, in milliseconds. Linux only. */
export function cpuOf(pid: number | 'self'): { ownMs: number; childrenMs: number } {
  // The second field is the program's name in brackets and may hold anything; the counting starts after it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
  const at = (index: number) => Number(fields[index]) * TICK_MS
  return { ownMs: at(11) + at(12), childrenMs: at(13) + at(14) }
}

/** Resident memory of a process, in bytes, without disturbing it. */
export function residentBytesOf(pid: number): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n').find((each) => each.startsWith('VmRSS:'))
  if (!line) throw new Error('This system does not tell the memory of a process; the figure needs Linux.')
  return Number(line.replace(/\D/g, '')) * 1024
}
