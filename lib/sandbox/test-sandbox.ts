import { EC2Client } from '@aws-sdk/client-ec2'
import { STSClient } from '@aws-sdk/client-sts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox, type RunningSandbox, type SandboxOptions } from './server'

/** A sandbox of a test's own, over its real wire. */
export type TestSandbox = RunningSandbox & { dataFile: string; remove: () => Promise<void> }

/** Short enough for a test, long enough to be seen. */
const QUICK = { pendingMs: 60, modifyMs: 60, deletingMs: 60, deletedMs: 60, visibleAfterMs: 0 }

export async function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-sandbox-'))
  const dataFile = options.dataFile ?? join(folder, 'sandbox.json')
  const sandbox = await startSandbox({ timings: QUICK, throttling: false, ...options, dataFile })
  const remove = async () => {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...sandbox, dataFile, remove }
}

type ClientOptions = { region?: string; accessKeyId?: string; sessionToken?: string }

const configFor = (url: string, { region = 'us-west-2', accessKeyId = 'AKIASANDBOXPLATFORM1', sessionToken }: ClientOptions) => ({
  region,
  endpoint: url,
  maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey: 'secret', sessionToken },
})

export const ec2 = ({ url }: { url: string }, options: ClientOptions = {}) => new EC2Client(configFor(url, options))
export const sts = ({ url }: { url: string }, options: ClientOptions = {}) => new STSClient(configFor(url, options))

/** The control API: JSON there and back. */
export async function control<Answer = Record<string, unknown>>({ url }: { url: string }, call: string, body?: unknown): Promise<{ status: number; body: Answer }> {
  const [method = 'GET', path = ''] = call.split(' ')
  const response = await fetch(`${url}/_sandbox/${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Answer }
}

const stamp = () => new Date().toISOString().replace(/[-:]|\.\d+/g, '')

/** A request in bytes of one's own, signed well enough. */
export function raw({ url }: { url: string }, form: string, headers: Record<string, string> = {}): Promise<Response> {
  const scope = `AKIASANDBOXPLATFORM1/${stamp().slice(0, 8)}/us-west-2/ec2/aws4_request`
  return fetch(url, {
    method: 'POST',
    body: form,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-amz-date': stamp(),
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
      ...headers,
    },
  })
}

/** What a client throws, as `code status`. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return 'no refusal'
  } catch (thrown) {
    if (!(thrown instanceof Error) || !('$metadata' in thrown)) throw thrown
    const { httpStatusCode } = thrown.$metadata as { httpStatusCode?: number }
    return `${thrown.name} ${httpStatusCode}: ${thrown.message}`
  }
}
