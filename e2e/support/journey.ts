import { expect, type Locator, type Page } from '@playwright/test'

/** The pieces of a person's way through the product, in the words of its pages. */

export const HOSTNAMES = ['abc123defg.us-west-2.aws.clickhouse.cloud', 'hij456klmn.us-west-2.aws.clickhouse.cloud']
export const SERVICE = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'

/** The network that every region of the sandbox's platform account has; AWS grants few creates a minute in one region. */
export const inRegion = (region: 'us-east-1' | 'eu-west-1' | 'eu-central-1') => ({
  clickhouse: { hostnames: [`xyz789abcd.${region}.aws.clickhouse.cloud`] },
  network: { vpc: `platform-${region}` },
})

const UUID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}'
const REQUEST_URL = new RegExp(`/requests/(${UUID})$`)

export const step = (page: Page, title: 'ClickHouse' | 'Account and service' | 'Network' | 'Review'): Locator => page.getByRole('heading', { level: 1, name: title, exact: true })

export type ClickHouse = { hostnames?: string[]; serviceName?: string; name?: string; contact?: string; note?: string }

/** Fills in what is given on the first step and stays there. */
export async function fillClickHouse(page: Page, { hostnames = HOSTNAMES, serviceName, name, contact, note }: ClickHouse = {}): Promise<void> {
  await page.getByLabel('Hostnames', { exact: true }).fill(hostnames.join('\n'))
  if (serviceName !== undefined) await page.getByLabel('Service name').fill(serviceName)
  if (name !== undefined) await page.getByLabel('Name of this request').fill(name)
  if (contact !== undefined) await page.getByLabel('Contact').fill(contact)
  if (note !== undefined) await page.getByLabel('Note').fill(note)
}

export async function goToAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue to account' }).click()
  await expect(step(page, 'Account and service')).toBeVisible()
}

/** Sees the service verified for the account of the server's own credentials, and goes on. */
export async function chooseAccount(page: Page): Promise<void> {
  await expect(page.getByRole('radio', { name: 'platform' })).toBeChecked()
  await expect(page.getByText('Service name verified')).toBeVisible()
  await page.getByRole('button', { name: 'Continue to network' }).click()
  await expect(step(page, 'Network')).toBeVisible()
}

/** Picks a card. Its label lies over the whole of it, the radio button or box included, so the click is not kept from reaching it. */
export const pick = (choice: Locator): Promise<void> => choice.check({ force: true })

/** `/` does nothing until the page is awake, which on a busy machine is after it is seen; a person presses it again. */
export async function pressSlash(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('/')
    await expect(page.getByRole('searchbox')).toBeFocused({ timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
}

export const vpcCard = (page: Page, name: string): Locator => page.getByRole('group', { name: 'VPC' }).getByRole('radio', { name })

/** Chooses the VPC and waits for its zones. */
export async function chooseVpc(page: Page, name: string): Promise<void> {
  await pick(vpcCard(page, name))
  await expect(page.getByRole('combobox', { name: /az\d/ }).first()).toBeVisible()
  await expect(page.getByText(/^Reading/)).toBeHidden()
}

type Network = { vpc?: string; groups?: string[] }

/** Chooses the VPC, keeps the preselected subnets, ticks the groups, and goes on to the review. */
export async function chooseNetwork(page: Page, { vpc = 'platform-prod', groups = ['clickhouse-clients'] }: Network = {}): Promise<void> {
  await chooseVpc(page, vpc)
  for (const group of groups) await pick(page.getByRole('checkbox', { name: group }))
  await goToReview(page)
}

export async function goToReview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue to review' }).click()
  await expect(step(page, 'Review')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible()
}

export const createButton = (page: Page): Locator => page.getByRole('button', { name: /^Create endpoint in vpc-/ })

export async function acceptWarnings(page: Page): Promise<void> {
  await expect(createButton(page)).not.toHaveAttribute('aria-disabled', 'true')
  const read = page.getByRole('checkbox', { name: /^I have read the/ })
  if (await read.isVisible()) await read.check()
}

/** Accepts warnings, presses the button, and returns the id of the request whose page opens. */
export async function createFromReview(page: Page): Promise<string> {
  await acceptWarnings(page)
  await createButton(page).click()
  return arriveAtRequest(page)
}

export async function arriveAtRequest(page: Page): Promise<string> {
  await expect(page).toHaveURL(REQUEST_URL)
  return requestIdOf(page)
}

export const requestIdOf = (page: Page): string => new RegExp(UUID).exec(page.url())![0]

/** The whole wizard; ends on the request's page. */
export async function makeRequest(page: Page, { clickhouse, network }: { clickhouse?: ClickHouse; network?: Network } = {}): Promise<string> {
  await goToReviewOfNew(page, { clickhouse, network })
  return createFromReview(page)
}

export async function goToReviewOfNew(page: Page, { clickhouse, network }: { clickhouse?: ClickHouse; network?: Network } = {}): Promise<void> {
  await page.goto('/requests/new')
  await fillClickHouse(page, clickhouse)
  await goToAccount(page)
  await chooseAccount(page)
  await chooseNetwork(page, network)
}

/** The request's state, as its own page shows it beside the name. */
export const stateOf = (page: Page, label: string): Locator => page.getByRole('main').getByText(label, { exact: true }).first()

/** The endpoint's id, once the page shows it. */
export async function endpointIdOn(page: Page): Promise<string> {
  const id = page.getByRole('main').getByText(/^vpce-[0-9a-f]{17}$/).first()
  await expect(id).toBeVisible()
  return (await id.textContent())!
}
