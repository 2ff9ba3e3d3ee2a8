import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeAccount, countClients } from '@/lib/aws/clients'
import { listAccountTests } from '@/lib/db/account-tests'
import { findAccount, getAccount, saveAccount } from '@/lib/db/accounts'
import { reader } from '@/lib/db/client'
import type { Actor } from '@/lib/privatelink/actor'
import { control } from '@/lib/sandbox/test-sandbox'
import { whyAccountIsOff } from './accounts'
import { addAccount } from './add-account'
import type { AccountInput } from './account-input'
import { editAccount } from './edit-account'
import { lookAt } from './look'
import { removeAccount } from './remove-account'
import { testAccount, trustInSandbox } from './test-account'
import { DATA, PLATFORM, REGION, startWorld, type TestWorld } from './testing/test-world'
import { listAccountLines, seeAccount } from './view-accounts'

const ADMIN: Actor = { kind: 'user', userId: 'user-admin', name: 'Ada', role: 'admin', from: null }
const by = () => ({ actor: ADMIN, now: new Date() })
const ROLE = `arn:aws:iam::${DATA.accountId}:role/CausewayAccess`
const OPEN_ROLE = `arn:aws:iam::${DATA.accountId}:role/CausewayOpen`
const INPUT: AccountInput = { name: 'data', note: '', regions: [REGION, 'eu-central-1'], level: 'delete', mending: true, serviceNames: [], source: { kind: 'assume-role', roleArn: ROLE } }

let world: TestWorld
beforeAll(async () => void (world = await startWorld()))
afterAll(() => world.end())
beforeEach(() => world.mend())

const setTrust = (externalId: string | null, roleArn = ROLE) => control(world.sandbox, 'POST roles', { roleArn, externalId })
const assumed = () => world.callsOf('AssumeRole')
const externalIdOf = async () => (await getAccount(DATA.accountId)).externalId!

/** As if nobody had added the second account yet. */
async function addAnew(input: Partial<AccountInput> = {}) {
  const known = await findAccount(DATA.accountId)
  if (known) await removeAccount(DATA.accountId, known.name, by())
  return addAccount(DATA.accountId, { ...INPUT, ...input }, by())
}

describe('adding an account', () => {
  it('makes an ExternalId of its own each time, and keeps the account from use until a test passed', async () => {
    const first = await addAnew()
    const second = await addAnew()
    expect(first.externalId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/)
    expect(second.externalId).not.toBe(first.externalId)
    expect(await whyAccountIsOff(DATA.accountId, REGION)).toMatch(/^The account has not been tested yet\./)
    expect((await lookAt({ ...DATA, region: 'ap-south-1' })).problem).toBeNull()
    await expect(addAccount(DATA.accountId, INPUT, by())).rejects.toThrow('Causeway knows account 444455556666 already')
  })

  it.each<[string, Partial<AccountInput>, RegExp]>([
    ['a role of another account', { source: { kind: 'assume-role', roleArn: 'arn:aws:iam::111122223333:role/x' } }, /^The role belongs to account 111122223333/],
    ['no role', { source: { kind: 'assume-role', roleArn: 'role/x' } }, /^Give the ARN of the role/],
    ['a pasted key', { note: 'AKIAIOSFODNN7EXAMPLE' }, /^This looks like an AWS access key/],
    ['a key in the place of a profile', { source: { kind: 'profile', profile: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' } }, /^This looks like an AWS access key/],
    ['no regions', { regions: [] }, /^Choose at least one region/],
    ['no name', { name: ' ' }, /^Give the account a name/],
  ])('refuses %s, without saying it again', async (_, change, sentence) => {
    const refused: unknown = await addAccount('999988887777', { ...INPUT, ...change }, by()).catch((error: unknown) => error)
    expect(refused).toMatchObject({ message: expect.stringMatching(sentence) as string })
    expect(String(refused)).not.toMatch(/IOSFODNN7|wJalr/)
  })

  it('is for administrators', async () => {
    await expect(addAccount('999988887777', INPUT, { actor: { ...ADMIN, role: 'operator' }, now: new Date() })).rejects.toThrow('Your role, operator, may not change AWS accounts.')
  })
})

describe('the test of a connection', () => {
  it('says what to do while the role does not know the ExternalId, and passes once it does', async () => {
    await addAnew()
    expect(await testAccount(DATA.accountId, by())).toMatchObject({ passed: false, title: 'Nobody answered', next: expect.stringContaining('may not assume its role') as string })
    expect(await whyAccountIsOff(DATA.accountId, REGION)).toMatch(/may not assume its role/)
    expect(await trustInSandbox(DATA.accountId, by())).toMatchObject({ passed: true, held: null, title: 'Connected' })
    expect(await whyAccountIsOff(DATA.accountId, REGION)).toBeNull()
    expect(await whyAccountIsOff(DATA.accountId, 'us-east-1')).toMatch(/not set up for us-east-1/)

    const [test] = await listAccountTests(DATA.accountId)
    expect(test!.result).toMatchObject({ answered: { accountId: DATA.accountId }, trust: 'guarded', triedIn: REGION })
    expect(test!.result.regions.map(({ region, outcome }) => [region, outcome])).toEqual([[REGION, 'answers'], ['eu-central-1', 'answers']])
    const outcomes = Object.fromEntries(test!.result.actions.map(({ action, outcome }) => [action, outcome]))
    expect(outcomes).toMatchObject({ 'ec2:DescribeVpcs': 'allowed', 'ec2:CreateVpcEndpoint': 'allowed', 'ec2:CreateTags': 'allowed', 'ec2:AuthorizeSecurityGroupIngress': 'allowed' })
    // nothing of ours is there to try these on, or AWS has no trial of them
    expect(outcomes).toMatchObject({ 'ec2:DeleteVpcEndpoints': 'unknown', 'ec2:ModifyVpcEndpoint': 'unknown', 'route53:AssociateVPCWithHostedZone': 'unknown', 'ec2:ModifyVpcAttribute': 'unknown' })
    expect(await world.endpoints()).toEqual([])
  })

  it('says which action is denied, and keeps the account in use', async () => {
    await addAnew()
    await setTrust(await externalIdOf())
    await world.load({ base: 'current', accounts: [{ accountId: DATA.accountId, name: 'data', denied: ['ec2:CreateVpcEndpoint', 'ec2:DescribeDhcpOptions'] }] })
    const judged = await testAccount(DATA.accountId, by())
    await world.load({ base: 'current', accounts: [{ accountId: DATA.accountId, name: 'data' }] })
    expect(judged).toMatchObject({ passed: true, title: 'Connected, with permissions missing', next: expect.stringContaining('ec2:DescribeDhcpOptions and ec2:CreateVpcEndpoint') as string })
  })

  it('could not tell is an outcome of its own', async () => {
    await addAnew()
    await setTrust(await externalIdOf())
    await world.break({ action: 'DescribeSubnets', kind: 'html502', times: 9 })
    await testAccount(DATA.accountId, by())
    const [test] = await listAccountTests(DATA.accountId)
    expect(test!.result.actions.find(({ action }) => action === 'ec2:DescribeSubnets')).toMatchObject({ outcome: 'unknown' })
  })

  it.each([
    ['that asks for none', () => addAnew({ source: { kind: 'assume-role', roleArn: OPEN_ROLE } }), 'The role is open'],
    ['of another account', () => addAnew({ source: { kind: 'profile', profile: 'platform' } }), 'Another account answered'],
  ])('holds an account with a role %s', async (_, add, title) => {
    await add()
    expect(await testAccount(DATA.accountId, by())).toMatchObject({ passed: false, title })
    expect(await whyAccountIsOff(DATA.accountId, REGION)).toBeTruthy()
    const [line] = (await listAccountLines(new Date())).lines.filter(({ accountId }) => accountId === DATA.accountId)
    expect(line!.health).toMatchObject({ tone: 'attention', label: 'Needs attention' })
  })
})

describe('B25: a broken account', () => {
  const prepare = async () => {
    await addAnew()
    await trustInSandbox(DATA.accountId, by())
    const [request, platform] = [await world.submitted(101, DATA), await world.submitted(1, PLATFORM)]
    return { request, platform }
  }
  const cleanUp = async () => {
    for (const { id } of await world.endpoints()) await world.act(id, 'delete', { immediately: true })
  }

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['with the wrong ExternalId', () => setTrust('another-id'), /may not assume its role in account 444455556666/],
    ['whose role is gone', () => control(world.sandbox, `DELETE roles?roleArn=${encodeURIComponent(ROLE)}`), /may not assume its role in account 444455556666/],
    ['whose credentials expired', () => world.break({ action: 'DescribeVpcEndpoints', kind: 'expired-token', times: 999, account: DATA.accountId }), /have expired/],
  ])('%s needs attention, is asked once more and then left alone, and the others go on', async (_, breakIt, sentence) => {
    await prepare()
    const externalId = await externalIdOf()
    await breakIt()
    // what was handed out before the change would live on for an hour
    closeAccount(DATA.accountId)
    await world.forgetCalls()
    for (let looks = 0; looks < 6; looks++) expect((await lookAt(DATA)).problem).toMatch(sentence)
    expect(await assumed()).toBeLessThanOrEqual(3)
    expect(await world.callsOf('DescribeVpcEndpoints', DATA.accountId)).toBeLessThanOrEqual(2)
    expect((await lookAt(PLATFORM)).problem).toBeNull()

    const { lines } = await listAccountLines(new Date())
    expect(lines.map(({ accountId, health }) => [accountId, health.label])).toEqual([[DATA.accountId, 'Needs attention'], [PLATFORM.accountId, 'Connected']])
    expect(lines[0]!.health.next).toMatch(sentence)

    await world.mend()
    await setTrust(externalId)
    expect(await testAccount(DATA.accountId, by())).toMatchObject({ passed: true })
    expect((await lookAt(DATA)).problem).toBeNull()
    expect((await listAccountLines(new Date())).lines[0]!.health.label).toMatch(/Connected|Works in part/)
    await cleanUp()
    for (let looks = 0; looks < 3; looks++) await Promise.all([lookAt(DATA), lookAt(PLATFORM)])
  })
})

describe('B25: a test beside a look', () => {
  it('speaks after one that began with the credentials of before', async () => {
    await addAnew()
    await trustInSandbox(DATA.accountId, by())
    await world.submitted(101, DATA)
    await world.forgetCalls()
    await world.break({ action: 'DescribeVpcEndpoints', kind: 'slow', times: 1, delayMs: 3_000, account: DATA.accountId })
    const before = lookAt(DATA)
    await expect.poll(() => world.callsOf('DescribeVpcEndpoints', DATA.accountId)).toBe(1)
    await setTrust('another-id')
    expect(await testAccount(DATA.accountId, by())).toMatchObject({ passed: false })
    expect((await before).problem, 'the look was let in by what was handed out before').toBeNull()
    expect((await seeAccount(DATA.accountId))?.health.label).toBe('Needs attention')
    for (const { id } of await world.endpoints()) await world.act(id, 'delete', { immediately: true })
    await world.mend()
    await trustInSandbox(DATA.accountId, by())
    for (let looks = 0; looks < 3; looks++) await lookAt(DATA)
  })
})

describe('changing and removing', () => {
  it('keeps the ExternalId, closes the clients, and asks for a test after the way in was changed', async () => {
    await addAnew()
    await trustInSandbox(DATA.accountId, by())
    const externalId = await externalIdOf()
    await lookAt(DATA)
    await editAccount(DATA.accountId, { ...INPUT, name: 'renamed' }, by())
    expect(await whyAccountIsOff(DATA.accountId, REGION)).toBeNull()
    await editAccount(DATA.accountId, { ...INPUT, source: { kind: 'assume-role', roleArn: OPEN_ROLE } }, by())
    expect(await whyAccountIsOff(DATA.accountId, REGION)).toMatch(/has not been tested since/)
    expect(await externalIdOf()).toBe(externalId)
    expect(countClients(DATA.accountId)).toBe(0)
  })

  it('is refused with the list while requests are open, and asks for the name', async () => {
    await addAnew()
    await trustInSandbox(DATA.accountId, by())
    const request = await world.submitted(102, DATA)
    await expect(removeAccount(DATA.accountId, 'data', by())).rejects.toMatchObject({ code: 'account-in-use', count: 1, requests: [{ requestId: request.requestId }] })
    // it must have been seen once before it can be missed
    await lookAt(DATA)
    await world.act(request.endpointId!, 'delete', { immediately: true })
    for (let looks = 0; looks < 4; looks++) await lookAt(DATA)
    await expect(removeAccount(DATA.accountId, 'date', by())).rejects.toThrow('Type the name of the account, data, to confirm.')
    await removeAccount(DATA.accountId, 'data', by())
    expect([await findAccount(DATA.accountId), countClients(DATA.accountId)]).toEqual([null, 0])
    await expect(removeAccount(PLATFORM.accountId, 'platform', by())).rejects.toThrow('would come back by itself')
  })
})

describe('what is told', () => {
  it('a session that acts for one request bears its id', async () => {
    await addAnew()
    await trustInSandbox(DATA.accountId, by())
    const { requestId } = await world.submitted(103, DATA)
    const { body } = await control<{ sessions?: { arn: string }[] }>(world.sandbox, 'GET state')
    const arns = (body.sessions ?? []).map(({ arn }) => arn)
    expect(arns.some((arn) => arn.endsWith(`/causeway-${requestId}`))).toBe(true)
    expect(arns.some((arn) => arn.endsWith(`/causeway-${DATA.accountId}`))).toBe(true)
  })

  it('F58: neither the audit trail nor a sentence about a failure holds an ExternalId or the role’s ARN', async () => {
    const externalId = await externalIdOf()
    const trail = JSON.stringify(await reader().audit.findMany())
    expect(trail).toContain('account.tested')
    expect(trail).not.toContain(externalId)
    await setTrust('another-id')
    const { next } = await testAccount(DATA.accountId, by())
    expect(next).not.toMatch(/arn:aws|another-id/)
    expect(next).not.toContain(externalId)
    const view = await seeAccount(DATA.accountId)
    expect(view!.setup.json.map(({ file }) => file)).toEqual(['trust-policy.json', 'permission-policy.json', 'assume-policy.json'])
    expect(view!.setup.json[0]!.code).toContain(externalId)
    expect(view!.setup.json[0]!.code).toContain('arn:aws:iam::111122223333:user/platform')
  })

  it('saved accounts of before, with an ExternalId somebody chose, stay as they are', async () => {
    await saveAccount({ accountId: '222233334444', name: 'old', source: { kind: 'assume-role', roleArn: 'arn:aws:iam::222233334444:role/x', externalId: 'chosen' }, createdAt: new Date() }, by())
    expect(await getAccount('222233334444')).toMatchObject({ externalId: 'chosen', heldBecause: null })
  })
})
