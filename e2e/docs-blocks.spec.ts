import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Resolver } from 'node:dns/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { PLUGINS } from '@/lib/privatelink/exports/test-plugins'
import { apiOf, makeRequest, untilStateOf, type Api, type Made } from './support/api-client'
import { post } from './support/clickhouse-side'
import { startCloudFormation, type StandIn } from './support/cloudformation-stand-in'
import { change } from './support/database'
import { bareEnvironment, docBlocks, has, sh, untilThere, type DocBlock } from './support/doc-blocks'
import { callAction } from './support/door'
import { freePort } from './support/free-port'
import { expect, startForThisFile, test } from './support/test'

// Every code block of README.md and docs/*.md is done by this file as a reader would do it, against the product that runs. A block that
// nobody has put into one of the two lists below fails.

startForThisFile()
test.describe.configure({ mode: 'serial' })


/** What a reader has before them: addresses, a token, two requests whose files they took. */
type World = { url: string; sandboxUrl: string; sandboxPort: string; token: string; cookie: string; folder: string; connected: Made; planned: Made; cloudFormation: StandIn }
const NOBODY: Made = { requestId: '', endpointId: '', vpcId: '' }
let world: World

/** What was run, and what was not on this machine, told at the end. */
const notHere: string[] = []

const api: Api = (path, asked) => apiOf(world)(path, asked)
const untilState = (requestId: string, state: string) => untilStateOf(api, requestId, state)

const accept = (endpointId: string) => post(`${world.sandboxUrl}/_sandbox/endpoints/${endpointId}/accept`)

test.beforeAll(async ({ causeway: { url, sandboxUrl, admin, databaseFile } }) => {
  test.setTimeout(120_000)
  const made = await callAction('app/(console)/settings/tokens/actions.ts#createTokenAction', { url, path: '/settings/tokens', cookie: admin.cookie, fields: { name: 'the documents', days: '30', 'scopes[]': 'requests' } })
  const token = /causeway_[\w-]+/.exec(await made.text())![0]
  // the form of a token is sent with one box ticked; these belong together for what the documents do
  change(databaseFile, 'UPDATE "ApiToken" SET "scopes" = ?', 'read requests people')
  world = { url, sandboxUrl, sandboxPort: new URL(sandboxUrl).port, token, cookie: admin.cookie, folder: mkdtempSync(join(tmpdir(), 'causeway-docs-')), cloudFormation: await startCloudFormation(), connected: NOBODY, planned: NOBODY }
  await api('/accounts')
  const [connected, planned] = await Promise.all([makeRequest(api, 'us-west-2'), makeRequest(api, 'eu-west-1')])
  world = { ...world, connected, planned }
  await accept(connected.endpointId)
  await untilState(connected.requestId, 'available')
  // what is left of the other is its plan: a file for an endpoint that does not exist
  await api(`/requests/${planned.requestId}/delete-endpoint`, { method: 'POST', body: { endpointId: planned.endpointId } })
  await untilState(planned.requestId, 'deleted')
})
test.afterAll(async () => {
  await world.cloudFormation.close()
  rmSync(world.folder, { recursive: true, force: true })
  if (notHere.length > 0) console.info(`Not run, since the machine has not what they need:\n- ${notHere.join('\n- ')}`)
})

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIASANDBOXPLATFORM1', AWS_SECRET_ACCESS_KEY: 'any' }
const aws = (more: Record<string, string> = {}) => bareEnvironment({ ...KEYS, AWS_DEFAULT_REGION: 'us-west-2', AWS_REGION: 'us-west-2', AWS_ENDPOINT_URL: world.sandboxUrl, ...more })
const folderOf = (name: string): string => {
  const folder = join(world.folder, name)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** A file as the product gives it to who takes it away. */
async function take({ requestId }: Made, format: string, place: string): Promise<string> {
  const answer = await fetch(`${world.url}/requests/${requestId}/exports/${format}`, { headers: { cookie: world.cookie } })
  expect(answer.status, format).toBe(200)
  const text = await answer.text()
  writeFileSync(place, text)
  return text
}

/** Runs a block and wants it to end well; the text may have its placeholders filled in, and nothing else is changed. */
async function done(text: string, options: Parameters<typeof sh>[1]): Promise<string> {
  const { code, out } = await sh(text, options)
  expect(code, `${text}\n${out}`).toBe(0)
  return out
}

/** A product of its own: the server of this file has its ports already. */
async function startsWith(text: string, more: Record<string, string> = {}): Promise<void> {
  const [port, folder] = [String(await freePort()), folderOf(`start-${await freePort()}`)]
  const env = bareEnvironment({ PORT: port, DATABASE_URL: `file:${join(folder, 'causeway.db')}`, SANDBOX_DATA: join(folder, 'sandbox.json'), ...more })
  const out = await untilThere(text, { cwd: '.', env, isThere: async () => (await fetch(`http://127.0.0.1:${port}/api/ready`)).ok })
  expect(out).toContain('/setup?token=')
}

/** Provider and folder as in `lib/operations/terraform-round-trip.test.ts`: the export stays as it is, a file beside it points to the sandbox. */
async function terraform(text: string, folder: string, input = ''): Promise<string> {
  writeFileSync(
    join(folder, 'sandbox_override.tf'),
    `provider "aws" {\n  skip_metadata_api_check = true\n  skip_region_validation = true\n  skip_credentials_validation = true\n  endpoints {\n    ec2 = "${world.sandboxUrl}"\n    sts = "${world.sandboxUrl}"\n  }\n}\n`,
  )
  const env = bareEnvironment({ ...KEYS, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_CLI_ARGS: '-no-color', TF_CLI_ARGS_init: `-no-color -plugin-dir=${PLUGINS}` })
  return done(text, { cwd: folder, env, input })
}

const doors = async (text: string) => JSON.parse(text) as { resolverPort: number; listeners: { port: number; localPort: number }[] }
const ofSandbox = (text: string) => text.replaceAll(':4566', `:${world.sandboxPort}`).replaceAll('vpc-…', world.connected.vpcId)
const listener = async () => {
  const { listeners } = await doors(await (await fetch(`${world.sandboxUrl}/_sandbox/doors?vpc=${world.connected.vpcId}`)).text())
  return String(listeners.find(({ port }) => port === 8443)!.localPort)
}

type Need = 'aws' | 'terraform' | 'openssl' | 'curl'
type Way = { needs?: Need[]; run: (block: DocBlock) => Promise<void> }

/** How each is run. What a reader types at a question is `yes`. */
const RUN: Record<string, Way> = {
  'README.md: npm start': { run: ({ text }) => startsWith(text) },
  'README.md: AWS_MODE=aws npm start': { run: ({ text }) => startsWith(text, { ...KEYS, AWS_REGION: 'us-west-2', AWS_ENDPOINT_URL: world.sandboxUrl }) },
  'docs/aws-accounts.md: SANDBOX_PORT=4510 npm start': { run: async ({ text }) => startsWith(text.replace('4510', String(await freePort()))) },
  'docs/aws-accounts.md: SANDBOX_PORT=4510': {
    needs: ['curl'],
    run: async ({ text }) => {
      const out = await done(text.replace('4510', world.sandboxPort).replace('…', 'causeway-of-the-documents'), { cwd: world.folder, env: bareEnvironment({}) })
      expect(out).not.toContain('"error"')
    },
  },
  'docs/api.md: curl -sS -H "Authorization: Bearer $CAUSEWAY_TOKEN" "$CAUSEWAY_URL/api/v1/me"': {
    needs: ['curl'],
    run: async ({ text }) => expect(JSON.parse(await done(text, { cwd: world.folder, env: bareEnvironment({ CAUSEWAY_TOKEN: world.token, CAUSEWAY_URL: world.url }) }))).toMatchObject({ role: 'admin' }),
  },
  'docs/api.md: curl -sS -X POST -H "Authorization: Bearer $CAUSEWAY_TOKEN" "$CAUSEWAY_URL/api/v': {
    needs: ['curl'],
    run: async ({ text }) => {
      const env = bareEnvironment({ CAUSEWAY_TOKEN: world.token, CAUSEWAY_URL: world.url, REQUEST_ID: world.connected.requestId })
      expect(JSON.parse(await done(text, { cwd: world.folder, env }))).toMatchObject({ ranBy: 'Ada Admin by API token', verdicts: expect.arrayContaining([expect.objectContaining({ id: 'tcp', outcome: 'pass' })]) as unknown })
    },
  },
  "docs/api.md: curl -sS -H \"Authorization: Bearer $CAUSEWAY_TOKEN\" -H 'Content-Type: applicatio": {
    needs: ['curl'],
    run: async ({ text }) => {
      const env = bareEnvironment({ CAUSEWAY_TOKEN: world.token, CAUSEWAY_URL: world.url, REQUEST_ID: world.connected.requestId })
      const { url } = JSON.parse(await done(text, { cwd: world.folder, env })) as { url: string }
      expect((await fetch(url)).status).toBe(200)
    },
  },
  "docs/api.md: curl -sS -X POST -H \"Authorization: Bearer $CAUSEWAY_TOKEN\" -H 'Content-Type: ap": {
    needs: ['curl'],
    run: async ({ text }) => {
      const { secret } = JSON.parse(await done(text, { cwd: world.folder, env: bareEnvironment({ CAUSEWAY_TOKEN: world.token, CAUSEWAY_URL: world.url }) })) as { secret: string }
      const ask = (path: string, method = 'GET') => fetch(`${world.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${secret}` } })
      expect((await ask('/requests')).status).toBe(200)
      expect((await ask('/desk/take-back-sent', 'POST')).status).toBe(403)
    },
  },
  "docs/no-credentials.md: sh <<'CAUSEWAY'": {
    needs: ['aws'],
    run: async ({ text }) => {
      const place = folderOf('snapshot')
      // one VPC, as the text beside it says: the CLI takes seconds for each call
      await done(text.replace(/^vpc= +/m, `vpc=${world.connected.vpcId} `), { cwd: place, env: aws() })
      const taken = JSON.parse(readFileSync(join(place, 'causeway-snapshot.json'), 'utf8')) as { accountId: string; answers: { command: string; error?: string }[] }
      expect(taken.accountId).toBe('111122223333')
      expect(taken.answers.length).toBeGreaterThan(10)
      expect(taken.answers.filter(({ error }) => error !== undefined)).toEqual([])
    },
  },
  'docs/sandbox.md: npm run sandbox -- --port 4566 --data ./world.json': {
    run: async ({ text }) => {
      const port = String(await freePort())
      const mine = text.replace('4566', port).replace('./world.json', join(world.folder, 'world.json'))
      await untilThere(mine, { cwd: '.', env: bareEnvironment({}), isThere: async () => (await fetch(`http://127.0.0.1:${port}/_sandbox/state`)).ok })
      expect(existsSync(join(world.folder, 'world.json'))).toBe(true)
    },
  },
  'docs/sandbox.md: export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_ENDPOINT_URL=http://1': {
    needs: ['aws'],
    run: async ({ text }) => expect(JSON.parse(await done(ofSandbox(text), { cwd: world.folder, env: bareEnvironment({}) }))).toHaveProperty('Vpcs.0.VpcId'),
  },
  "docs/sandbox.md: curl -s 'http://127.0.0.1:4566/_sandbox/doors?vpc=vpc-…'": {
    needs: ['curl'],
    run: async ({ text }) => {
      const [first = '', second = ''] = ofSandbox(text).split('\n')
      const { resolverPort } = await doors(await done(first, { cwd: world.folder, env: bareEnvironment({}) }))
      const [, name = ''] = /^dig @127\.0\.0\.1 -p <resolverPort> (\S+)$/.exec(second) ?? []
      // the traffic is not shifted yet, so the private name does not exist
      if (await has('dig')) return void expect(await done(second.replace('<resolverPort>', String(resolverPort)), { cwd: world.folder, env: bareEnvironment({}) })).toContain('NXDOMAIN')
      notHere.push('dig (docs/sandbox.md): the same question was asked by Node’s resolver')
      const resolver = new Resolver()
      resolver.setServers([`127.0.0.1:${resolverPort}`])
      await expect(resolver.resolve4(name)).rejects.toMatchObject({ code: 'ENOTFOUND' })
    },
  },
  'docs/sandbox.md: curl -s http://127.0.0.1:4566/_sandbox/ca.pem > ca.pem': {
    needs: ['curl', 'openssl'],
    run: async ({ text }) => {
      const out = await done(ofSandbox(text).replaceAll('<localPort>', await listener()), { cwd: folderOf('ca'), env: bareEnvironment({}) })
      expect(out).toContain('Ok.')
      expect(out).toContain('Verify return code: 0 (ok)')
    },
  },
  'docs/terraform.md: terraform init': {
    needs: ['terraform'],
    run: async ({ text }) => {
      await take(world.planned, 'terraform', join(folderOf('new'), 'main.tf'))
      expect(await terraform(text, folderOf('new'), 'yes\n')).toMatch(/state += "pendingAcceptance"/)
    },
  },
  'docs/terraform.md: terraform apply -var enable_private_dns=true': {
    needs: ['terraform'],
    run: async ({ text }) => {
      const endpointId = endpointOfTerraform()
      await accept(endpointId)
      await expect.poll(async () => stateInSandbox(endpointId), { timeout: 30_000 }).toBe('available')
      expect(await terraform(text, folderOf('new'), 'yes\n')).toMatch(/Apply complete! Resources: 1 added/)
    },
  },
  'docs/terraform.md: aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$ENDPOINT_ID" --no-private-dns-en': {
    needs: ['terraform', 'aws'],
    run: async ({ text }) => expect(await done(text, { cwd: world.folder, env: aws({ AWS_DEFAULT_REGION: 'eu-west-1', AWS_REGION: 'eu-west-1', ENDPOINT_ID: endpointOfTerraform() }) })).toMatch(/"Return": true/),
  },
  'docs/terraform.md: terraform init (2)': {
    needs: ['terraform'],
    run: async ({ text }) => {
      await take(world.connected, 'terraform-import', join(folderOf('import'), 'main.tf'))
      const out = await terraform(text, folderOf('import'), 'yes\n')
      expect(out).toMatch(/Plan: \d to import, 0 to add, 0 to change, 0 to destroy\./)
      expect(out).toMatch(/Apply complete! Resources: \d imported, 0 added, 0 changed, 0 destroyed\./)
    },
  },
  'docs/cloudformation.md: aws cloudformation deploy --stack-name clickhouse-privatelink --template-file en': {
    needs: ['aws'],
    run: async ({ text }) => {
      const template = await take(world.planned, 'cloudformation', join(folderOf('stack'), 'endpoint.yaml'))
      expect(Object.keys(parse(template, { logLevel: 'silent' }) as object)).toEqual(expect.arrayContaining(['Parameters', 'Resources', 'Outputs']))
      await done(text, { cwd: folderOf('stack'), env: aws({ AWS_ENDPOINT_URL: world.cloudFormation.url }) })
      expect(lastChangeSet()).toMatchObject({ ChangeSetType: 'CREATE', TemplateBody: template })
    },
  },
  'docs/cloudformation.md: aws cloudformation deploy --stack-name clickhouse-privatelink --template-file en (2)': {
    needs: ['aws'],
    run: async ({ text }) => {
      await done(text, { cwd: folderOf('stack'), env: aws({ AWS_ENDPOINT_URL: world.cloudFormation.url }) })
      const call = lastChangeSet()
      expect(call).toMatchObject({ ChangeSetType: 'UPDATE' })
      const [, at] = Object.entries(call).map(([name, value]) => [value, /^(Parameters\.member\.\d+)\.ParameterKey$/.exec(name)?.[1]]).find(([value, place]) => place && value === 'EnablePrivateDns') ?? []
      expect(call[`${at}.ParameterValue`]).toBe('true')
    },
  },
  'docs/cloudformation.md: aws cloudformation create-change-set --change-set-type IMPORT --change-set-name ': {
    needs: ['aws'],
    run: async ({ text }) => {
      const folder = folderOf('stack-import')
      const template = await take(world.connected, 'cloudformation-import', join(folder, 'import.yaml'))
      await take(world.connected, 'cloudformation-resources', join(folder, 'resources.json'))
      await done(text, { cwd: folder, env: aws({ AWS_ENDPOINT_URL: world.cloudFormation.url }) })
      expect(lastChangeSet()).toMatchObject({ ChangeSetType: 'IMPORT', TemplateBody: template, 'ResourcesToImport.member.1.ResourceType': 'AWS::EC2::VPCEndpoint' })
      expect(JSON.stringify(lastChangeSet())).toContain(world.connected.endpointId)
    },
  },
}

/** What cannot be run here, and why. */
const NOT_RUN: Record<string, string> = {
  'README.md: npm test': 'It is what runs this file.',
  'docs/benchmarks.md: npm run bench                      # everything, about twenty minutes on two idl': 'It takes twenty minutes of an idle machine, and an hour with --long. That the script is there is seen below.',
}

/** From the file Terraform keeps: to ask Terraform itself takes seconds. */
const endpointOfTerraform = () => (JSON.parse(readFileSync(join(folderOf('new'), 'terraform.tfstate'), 'utf8')) as { outputs: { endpoint_id: { value: string } } }).outputs.endpoint_id.value
const stateInSandbox = async (id: string) => ((await (await fetch(`${world.sandboxUrl}/_sandbox/state`)).json()) as { endpoints: { id: string; state: string }[] }).endpoints.find((each) => each.id === id)?.state
const lastChangeSet = () => world.cloudFormation.asked.findLast(({ Action }) => Action === 'CreateChangeSet')!

/** Data is read by its own parser; that the README's policy is the one the code asks for is seen in `lib/aws/policy-in-readme.test.ts`. */
const PARSERS: Record<string, (text: string) => unknown> = { json: (text) => JSON.parse(text), yaml: (text) => parse(text, { strict: true }) }

const blocks = docBlocks()

test('every block is run, parsed, or in the list of those that cannot be, and the lists name no others', () => {
  const listed = [...Object.keys(RUN), ...Object.keys(NOT_RUN)]
  expect(blocks.length).toBeGreaterThan(15)
  expect(blocks.filter(({ key, language }) => !PARSERS[language] && !listed.includes(key)).map(({ file, line, key }) => `${file}:${line} ${key}`), 'say in this file how these are run').toEqual([])
  expect(listed.filter((key) => !blocks.some((block) => block.key === key)), 'no document has these').toEqual([])
  expect(Object.keys(RUN).filter((key) => key in NOT_RUN)).toEqual([])
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  for (const { key, text } of blocks) for (const [, name = ''] of text.matchAll(/\bnpm (?:run )?([a-z][\w-]*)/g)) expect(scripts, key).toHaveProperty([name])
})

for (const block of blocks.filter(({ key, language }) => PARSERS[language] && !RUN[key])) test(`${block.key} is ${block.language}`, () => void PARSERS[block.language]!(block.text))

for (const block of blocks.filter(({ key }) => RUN[key]))
  test(`${block.key} does what it says`, async () => {
    test.setTimeout(240_000)
    const { needs = [], run } = RUN[block.key]!
    for (const program of needs) {
      if ((await has(program)) && (program !== 'terraform' || PLUGINS)) continue
      return void notHere.push(`${program} (${block.file}:${block.line})`)
    }
    await run(block)
  })
