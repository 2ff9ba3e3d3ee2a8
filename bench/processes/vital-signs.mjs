/**
 * Loaded into the product's process with `--import`: at SIGUSR2 writes down how late the loop was since the last time, what the
 * process has used, and how much memory is left after a collection.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { watchLoop } from './loop-delay.mjs'

const file = process.env.BENCH_VITAL_SIGNS
if (file) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  const loop = watchLoop()
  process.on('SIGUSR2', () => {
    const delay = loop.read()
    const { user, system } = process.cpuUsage()
    const before = process.memoryUsage.rss()
    collect()
    const { heapUsed, external, rss } = process.memoryUsage()
    writeFileSync(`${file}.new`, JSON.stringify({ delay, cpuMs: (user + system) / 1000, rssBefore: before, rss, heapUsed, external }))
    renameSync(`${file}.new`, file)
    loop.read()
  })
}
