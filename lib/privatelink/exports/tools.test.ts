import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXPORTS } from '.'
import { quoteHcl } from './hcl'
import { PLUGINS } from './test-plugins'
import { SUBJECTS } from './sample-subjects'

/** Other people's tools, where this machine has them. Where it has not, the test's name says so. */
const env: NodeJS.ProcessEnv = { NODE_ENV: 'test', PATH: process.env.PATH, HOME: process.env.HOME, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' }
const has = (command: string, ...args: string[]) => spawnSync(command, args, { env }).status === 0
const hasTerraform = has('terraform', 'version')
const hasCfnLint = has('cfn-lint', '--version')
const named = (name: string, isThere: boolean) => `${name}${isThere ? '' : ' (not installed here: nothing was checked)'}`

const golden = join(import.meta.dirname, 'golden')
const goldenFiles = (pattern: RegExp) => readdirSync(golden, { recursive: true }).map(String).filter((file) => pattern.test(file)).sort()
let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'causeway-tools-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(command: string, args: string[], cwd = folder) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return { status, text: `${stdout}${stderr}`, stdout }
}

describe('Terraform', () => {
  it(named('reads every golden file, and would set it no other way', hasTerraform), () => {
    if (!hasTerraform) return console.info('terraform is not installed: the formatting was not checked')
    expect(run('terraform', ['fmt', '-check', '-diff', '-recursive', golden])).toMatchObject({ status: 0, text: '' })
  }, 60_000)

  it(named('G62 gives random texts back, composed (NFC)', hasTerraform), () => {
    if (!hasTerraform) return console.info('terraform is not installed: its reading of strings was not checked')
    const place = join(folder, 'strings')
    mkdirSync(place)
    const parts = fc.oneof(fc.constantFrom('${', '%{', '$', '%', '{', '}', '$${x}', '"', '\\', '\n', '<<EOT\n', 'EOT\n', '#', '`', '\u202e', '\u200b', 'e\u0301', '🚀', '${file("/etc/passwd")}', '%{ if true }'), fc.string({ unit: 'binary', maxLength: 6 }))
    const texts = fc.sample(fc.array(parts, { maxLength: 12 }).map((list) => list.join('').toWellFormed()), 2_000)
    writeFileSync(join(place, 'main.tf'), `output "texts" {\n  value = [\n${texts.map((text) => `    ${quoteHcl(text)},`).join('\n')}\n  ]\n}\n`)
    expect(run('terraform', ['apply', '-auto-approve', '-no-color'], place)).toMatchObject({ status: 0 })
    const { stdout } = run('terraform', ['output', '-json', 'texts'], place)
    expect(JSON.parse(stdout)).toEqual(texts.map((text) => text.normalize('NFC')))
  }, 120_000)

  it(named('validates every golden file against the AWS provider', hasTerraform && PLUGINS !== undefined), () => {
    if (!hasTerraform || !PLUGINS) return console.info('terraform or its AWS provider is not on this machine: nothing was validated')
    const place = join(folder, 'validate')
    mkdirSync(place)
    // Each in a module of its own, so that the provider has to start only once.
    const files = goldenFiles(/terraform\.tf$/)
    const calls = files.map((file, at) => {
      mkdirSync(join(place, `m${at}`))
      cpSync(join(golden, file), join(place, `m${at}`, 'main.tf'))
      return `module "m${at}" {\n  source = "./m${at}"\n${file.includes('zone-terraform') ? '  endpoint_id = "vpce-08c316c04b3a5623f"\n' : ''}}`
    })
    writeFileSync(join(place, 'main.tf'), calls.join('\n'))
    expect(run('terraform', ['init', '-no-color', `-plugin-dir=${PLUGINS}`], place)).toMatchObject({ status: 0 })
    const { status, text } = run('terraform', ['validate', '-no-color'], place)
    expect(text).toContain('The configuration is valid')
    expect(status).toBe(0)
    expect(files.length).toBeGreaterThanOrEqual(20)
  }, 240_000)

  it(named('does not read the snippet of ClickHouse’s old description, and reads ours', hasTerraform), () => {
    if (!hasTerraform) return console.info('terraform is not installed: the old snippet was not checked')
    const theirs = 'resource "aws_vpc_endpoint" "this" {\n  vpc_id            = var.vpc_id\n  service_name      = \u201ccom.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781"\n  vpc_endpoint_type = "Interface"\n  security_group_ids = [\n    Var.security_group_id1,var.security_group_id2, var.security_group_id3,\n  ]\n}\n'
    const fmt = (text: string) => spawnSync('terraform', ['fmt', '-'], { env, input: text, encoding: 'utf8' }).status
    expect(fmt(theirs)).not.toBe(0)
    expect(fmt(EXPORTS.terraform.render(SUBJECTS.plain!))).toBe(0)
  }, 60_000)
})

describe('CloudFormation', () => {
  it(named('cfn-lint finds nothing in any golden template', hasCfnLint), () => {
    if (!hasCfnLint) return console.info('cfn-lint is not installed: the templates were not checked')
    const files = goldenFiles(/\.yaml$/)
    expect(files.length).toBeGreaterThanOrEqual(30)
    expect(run('cfn-lint', ['-t', ...files], golden)).toMatchObject({ status: 0, text: '' })
  }, 240_000)

  it(named('cfn-lint objects where there is something to object to', hasCfnLint), () => {
    if (!hasCfnLint) return console.info('cfn-lint is not installed: nothing was checked')
    // As it stands in the old description, without a fence the indentation is lost when it is copied.
    const theirs = "Resources:\nClickHouseInterfaceEndpoint:\nType: 'AWS::EC2::VPCEndpoint'\nProperties:\nVpcEndpointType: Interface\nPrivateDnsEnabled: false\n"
    writeFileSync(join(folder, 'theirs.yaml'), theirs)
    expect(run('cfn-lint', ['-t', 'theirs.yaml']).status).not.toBe(0)
  }, 60_000)
})

describe('shells', () => {
  it.each(['sh', 'bash'])(`%s reads every golden script`, (shell) => {
    const files = goldenFiles(/\.sh$/)
    expect(files.length).toBeGreaterThanOrEqual(20)
    expect(files.flatMap((file) => (run(shell, ['-n', join(golden, file)]).status === 0 ? [] : [file]))).toEqual([])
  }, 60_000)
})
