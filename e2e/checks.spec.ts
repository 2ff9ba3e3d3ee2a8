import type { Page } from '@playwright/test'
import { act, loadWorld } from './support/clickhouse-side'
import * as journey from './support/journey'
import { looksRight } from './support/looks'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()

/** A VPC whose group forgot 9440: the classic. */
const NETWORK = {
  base: 'current',
  vpcs: [
    {
      name: 'half-open',
      cidr: '10.77.0.0/16',
      subnets: ['usw2-az1', 'usw2-az2'].map((zoneId, n) => ({ name: `half-open-${n}`, zoneId, cidr: `10.77.${n}.0/24` })),
      securityGroups: [{ name: 'only-8443', ingress: [{ port: 8443, cidr: '10.77.0.0/16' }] }],
    },
  ],
}

const line = (page: Page, title: string) => page.getByRole('list', { name: 'What was checked' }).getByRole('listitem').filter({ hasText: title }).first()

test('a forgotten port is named with its rule, added by a press, and the check passes', async ({ page, causeway }) => {
  test.setTimeout(120_000)
  await loadWorld(causeway.sandboxUrl, NETWORK)
  await journey.makeRequest(page, { network: { vpc: 'half-open', groups: ['only-8443'] } })
  await act(causeway.sandboxUrl, await journey.endpointIdOn(page), 'accept', { immediately: true })
  await expect(journey.stateOf(page, 'Available')).toBeVisible({ timeout: 30_000 })
  // the addresses follow the state
  await expect(page.getByText(/^10\.77\.\d\.\d+$/).first()).toBeVisible({ timeout: 30_000 })

  await page.getByRole('button', { name: 'Run checks', exact: true }).click()
  const checks = page.getByRole('region', { name: 'Checks', exact: true })
  await expect(checks).toContainText(/No rule of security group sg-[0-9a-f]+ of the endpoint lets tcp 9440 in from 10\.77\.0\.0\/16\./)
  const configuration = line(page, 'AWS’s configuration lets the connection through')
  await expect(configuration.getByText('Expected')).toBeVisible()
  await expect(configuration).toContainText('aws ec2 authorize-security-group-ingress')
  await expect(configuration).toContainText('aws_vpc_security_group_ingress_rule')
  await expect(line(page, 'TCP opens on every port')).toContainText('Connections on tcp 9440 time out')
  await looksRight(page, 'a request whose checks stop')

  await page.getByRole('button', { name: 'Add the rule' }).click()
  await expect(checks).toContainText('Nothing is known to be wrong')
  await expect(line(page, 'AWS’s configuration lets the connection through')).toContainText('A model: it sends nothing.')
  await looksRight(page, 'a request whose checks could not all be made from here')
})
