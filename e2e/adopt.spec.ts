import { DescribeVpcEndpointsCommand, EC2Client, ModifyVpcEndpointCommand } from '@aws-sdk/client-ec2'
import { loadWorld } from './support/clickhouse-side'
import * as journey from './support/journey'
import { looksRight } from './support/looks'
import { expect, startForThisFile, test } from './support/test'

startForThisFile({ env: { AWS_REGION: 'us-west-2' } })

const PLACE = { account: '111122223333', region: 'us-west-2', serviceName: journey.SERVICE }
const LOOSE = 'vpce-0000000000000a001'
const PLANNED = 'vpce-0000000000000a002'
const ELSEWHERE = 'vpce-0000000000000a003'

const ec2 = (endpoint: string) => new EC2Client({ endpoint, region: PLACE.region, credentials: { accessKeyId: 'AKIASANDBOXPLATFORM1', secretAccessKey: 'sandbox' } })

test('endpoints that nobody looks after are found, taken over, named, and compared with their plan from then on', async ({ page, causeway }) => {
  test.setTimeout(180_000)
  await loadWorld(causeway.sandboxUrl, { base: 'current', endpoints: [{ ...PLACE, endpointId: LOOSE, state: 'available', tags: [{ key: 'Name', value: 'made by terraform' }, { key: 'team', value: 'orders' }] }] })
  await page.goto('/accounts')
  await page.getByRole('link', { name: 'Take over existing endpoints' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Take over existing endpoints' })).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: LOOSE })
  await expect(row).toContainText('made by terraform', { timeout: 60_000 })
  await expect(row).toContainText('team = orders')
  await looksRight(page, 'endpoints to take over')
  await page.getByRole('checkbox', { name: 'Take over made by terraform' }).check()
  await page.getByRole('button', { name: 'Take over the ticked ones' }).click()
  await expect(page.getByText('One endpoint was taken over.')).toBeVisible({ timeout: 60_000 })

  await page.goto('/requests')
  await page.getByRole('link', { name: 'made by terraform' }).click()
  await expect(page.getByRole('heading', { name: 'Which instances is it for?' })).toBeVisible()
  await page.getByLabel('ClickHouse hostnames').fill(journey.HOSTNAMES[0]!)
  await page.getByRole('button', { name: 'Name them' }).click()
  await expect(page.getByRole('heading', { name: 'Which instances is it for?' })).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Plan and AWS agree' })).toBeVisible()
  const request = page.url()

  const aws = ec2(causeway.sandboxUrl)
  const held = await aws.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [LOOSE] }))
  await aws.send(new ModifyVpcEndpointCommand({ VpcEndpointId: LOOSE, RemoveSubnetIds: [held.VpcEndpoints![0]!.SubnetIds![0]!] }))
  const panel = page.getByRole('region', { name: 'AWS shows something else than the plan' })
  await expect(async () => {
    await page.goto(request)
    await expect(panel).toContainText('Zones and subnets', { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await looksRight(page, 'a request whose endpoint drifted')
  await page.goto('/requests?drift=1')
  await expect(page.getByRole('row').filter({ hasText: 'made by terraform' })).toContainText('AWS differs from the plan')
  await looksRight(page, 'the list of what drifted')

  await page.goto(request)
  await panel.getByRole('button', { name: 'Accept what AWS shows' }).click()
  await expect(page.getByRole('heading', { name: 'Plan and AWS agree' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/What AWS shows became the plan/)).toBeVisible()
  await page.goto('/requests?drift=1')
  await expect(page.getByRole('heading', { name: 'No request matches' })).toBeVisible()
})

test('“I’ll create it myself”: another VPC is refused with its meaning, the planned endpoint is taken over', async ({ page, causeway }) => {
  test.setTimeout(180_000)
  await loadWorld(causeway.sandboxUrl, { base: 'current', endpoints: [{ ...PLACE, endpointId: ELSEWHERE }, { ...PLACE, endpointId: PLANNED, vpcId: 'platform-prod' }] })
  await journey.goToReviewOfNew(page, { clickhouse: { name: 'Made by hand' } })
  await expect(page.getByText('There is an endpoint for this service in the VPC already')).toBeVisible({ timeout: 60_000 })
  await page.getByText('What the ticket would say').click()
  await expect(page.getByText(`VPC Endpoint IDs: ${PLANNED}`)).toBeVisible()

  await page.getByRole('textbox', { name: 'Endpoint id' }).fill(ELSEWHERE)
  await page.getByRole('button', { name: 'Compare with the plan' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'I’ll create it myself' })).toBeVisible()
  await expect(page.getByText('It cannot be taken over for this request')).toBeVisible({ timeout: 30_000 })
  await looksRight(page, 'an endpoint in another VPC beside the plan')

  await page.getByRole('textbox', { name: 'Endpoint id' }).fill('vpce-nonsense')
  await page.getByRole('button', { name: 'Compare with the plan' }).click()
  await expect(page.getByText(/An endpoint id is vpce-/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Endpoint id' }).fill(PLANNED)
  await page.getByRole('button', { name: 'Compare with the plan' }).click()
  await expect(page.getByText('It can be taken over')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Use this endpoint' }).click()
  await journey.arriveAtRequest(page)
  expect(await journey.endpointIdOn(page)).toBe(PLANNED)
})
