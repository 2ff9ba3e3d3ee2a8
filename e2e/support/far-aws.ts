import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port'

export type FarAws = { url: string; end: () => Promise<void> }

/** A simulated AWS that the product knows nothing of, as `npm run sandbox` starts it: to the product it is simply AWS. */
export async function startFarAws(): Promise<FarAws> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-far-aws-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['scripts/sandbox.mjs', '--port', String(port), '--data', join(folder, 'sandbox.json')], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const leaveNothing = () => child.kill('SIGKILL')
  process.once('exit', leaveNothing)
  const end = async () => {
    child.kill('SIGTERM')
    await ended
    process.off('exit', leaveNothing)
    rmSync(folder, { recursive: true, force: true })
  }
  for (const deadline = Date.now() + 60_000; !(await fetch(`${url}/_sandbox/state`).then(({ ok }) => ok, () => false)); ) {
    if (Date.now() > deadline) throw await end().then(() => new Error('The simulated AWS did not answer within a minute.'))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { url, end }
}
