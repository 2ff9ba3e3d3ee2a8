import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A folder with Terraform’s AWS provider, laid out like a plugin mirror; undefined where this machine has none. */
export const PLUGINS = [process.env.TERRAFORM_PLUGIN_DIR, '/opt/tf-plugins', join(process.env.HOME ?? '', '.terraform.d/plugins')].find((folder) => folder && existsSync(join(folder, 'registry.terraform.io/hashicorp/aws')))

/** The provider as a process of its own, and what tells Terraform that it is there. */
export type RunningProvider = { env: { TF_REATTACH_PROVIDERS: string }; end: () => void }

/**
 * Starts the AWS provider of `PLUGINS` once for many commands of Terraform, as its developers do: `apply` alone starts it four times
 * otherwise, a second and more of two cores each. Rejects where it ends before it is ready.
 */
export function startProvider(): Promise<RunningProvider> {
  const folder = join(PLUGINS!, 'registry.terraform.io/hashicorp/aws')
  const program = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => /terraform-provider-aws[^/\\]*$/.test(path))!
  const child = spawn(join(folder, program), ['-debug'], { env: { NODE_ENV: 'test', PATH: process.env.PATH, HOME: process.env.HOME }, stdio: ['ignore', 'pipe', 'ignore'] })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [, providers] = /TF_REATTACH_PROVIDERS='(.+?)'\s/.exec(said) ?? []
      if (providers) resolve({ env: { TF_REATTACH_PROVIDERS: providers }, end: () => void child.kill() })
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`Terraform’s AWS provider ended at once: ${said}`)))
  })
}
