import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sampleRequest } from '@/lib/db/sample-requests'
import { findRegion } from '@/lib/privatelink/regions'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { fillDatabase } from './rig/database'
import { firstLoadBytes } from './rig/first-load'
import { callAction } from '@/e2e/support/door'
import { invitationFor } from '@/e2e/support/people'
import { recorded, type Benchmark } from './rig/measurement'
import { startProduct, type Product } from './rig/product'
import { startSimulatedAws, type SimulatedAws } from './rig/simulated-aws'

const KB = 1_000
const BUDGET_KB = { page: 175, wizard: 190 }

/** P7: JavaScript of the first load of every route there is. */
export const firstLoad: Benchmark = {
  title: 'first-load JavaScript of every route',
  async measure(workshop) {
    const aws = await startSimulatedAws(workshop, 'first-load')
    const draft = await completeDraft(aws)
    const shown = (['pending-acceptance', 'available', 'rejected'] as const).map((state, n) => sampleRequest(n + 1, { state }))
    const databaseFile = await fillDatabase(join(workshop.folder, 'first-load.db'), {
      requests: [draft, ...shown],
      accounts: [{ accountId: draft.draft.accountId!, name: 'platform', source: { kind: 'default' }, createdAt: new Date(0) }],
    })
    const product = await startProduct(workshop, { databaseFile, name: 'first-load', aws, watchSeconds: 3_600 })
    const tokens: Record<string, string> = { invite: (await invitationFor(product.url, product.admin, 'viewer')).replace('/invite/', ''), shared: await sharedToken(product, shown[1]!.requestId) }
    const figures = []
    for (const route of routes().filter((each) => !NOT_MEASURED.includes(each))) {
      const wizard = route.startsWith('/requests/new/')
      const token = tokens[route.split('/')[1]!] ?? ''
      // A route looks different for different requests; the heaviest counts.
      const addresses = (route.includes('[requestId]') ? (wizard ? [draft] : shown) : [draft]).map(({ requestId }) => route.replace('[requestId]', requestId).replace('[token]', token).replace('[accountId]', draft.draft.accountId!))
      const sizes = await Promise.all(addresses.map((address) => firstLoadBytes(product.url, address, product.admin.cookie)))
      figures.push({ what: route, ours: Math.max(...sizes) / KB, unit: 'kB', goal: wizard ? BUDGET_KB.wizard : BUDGET_KB.page, peer: recorded(135, 'bare Next') })
    }
    await product.dispose()
    return figures
  },
}

/** They only send on, or are forms like that of an invitation with as many fields or fewer: the set-up and a new password. */
const NOT_MEASURED = ['/', '/setup', '/sign-in', '/renew/[token]']

async function sharedToken({ url, admin }: Product, requestId: string): Promise<string> {
  const fields = { requestId, label: 'the benchmark', days: '1' }
  const answer = await callAction('app/(console)/requests/[requestId]/share-actions.ts#shareNow', { url, path: `/requests/${requestId}`, cookie: admin.cookie, fields })
  const token = /\/shared\/([\w-]{100,})/.exec(await answer.text())?.[1]
  if (!token) throw new Error('No link to a request came back.')
  return token
}

/** Every page below app/, as the address it answers to. `/` only sends on. */
function routes(): string[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => /(^|\/)page\.tsx$/.test(file))
  return files.map((file) => `/${file.replace(/\/?page\.tsx$/, '').split('/').filter((part) => !part.startsWith('(')).join('/')}`).sort()
}

/** A draft that is filled in from what the simulated AWS really has, so that every step of the wizard shows everything. */
async function completeDraft(aws: SimulatedAws): Promise<EndpointRequest> {
  const { vpcs, subnets, securityGroups } = await aws.state()
  const region = 'us-west-2'
  const { serviceName, zoneIds } = findRegion(region)!.services[0]!
  const vpc = vpcs.filter((each) => each.region === region).find(({ id }) => zoneIds.every((zoneId) => subnets.some((subnet) => subnet.vpcId === id && subnet.zoneId === zoneId)))
  if (!vpc) throw new Error('The default world has no VPC with a subnet in every zone.')
  const subnetIdByZone = Object.fromEntries(zoneIds.map((zoneId) => [zoneId, subnets.find((subnet) => subnet.vpcId === vpc.id && subnet.zoneId === zoneId)!.id]))
  const sample = sampleRequest(0, { state: 'draft', accountId: vpc.accountId, region })
  const securityGroupIds = securityGroups.filter(({ vpcId }) => vpcId === vpc.id).slice(0, 1).map(({ id }) => id)
  return { ...sample, draft: { ...sample.draft, serviceName, vpcId: vpc.id, subnetIdByZone, securityGroupIds } }
}
