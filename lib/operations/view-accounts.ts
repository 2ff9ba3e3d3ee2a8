import 'server-only'
import { principalOf, type AccountSettings } from '@/lib/privatelink/account'
import { renderSetup } from '@/lib/aws/setup-texts'
import { config } from '@/lib/config'
import { countOpenByAccount, listOpenRequestsOf, type OpenRequest } from '@/lib/db/account-requests'
import { latestTests, listAccountTests, type KeptTest } from '@/lib/db/account-tests'
import { findAccount, type Account, type AccountSource } from '@/lib/db/accounts'
import { listReaches } from '@/lib/db/requests'
import { newestTold } from '@/lib/db/told-answers'
import { judgeAccountHealth, planModeHealth, type AccountHealth } from '@/lib/privatelink/account-health'
import { SETUP_FORMATS, type SetupFormat, type SetupText } from '@/lib/privatelink/account-setup'
import type { Catalogue } from '@/lib/privatelink/catalogue'
import { askWhoWeAre, identifyAccounts } from './accounts'
import { currentCatalogue } from './edit-catalogue'
import { looksAt } from './look-status'
import { OWN_ACCOUNT } from './remove-account'
import { SECOND_ACCOUNT } from './sandbox-account'

/** An account as lists show it. */
export type AccountLine = Pick<AccountSettings, 'regions'> & {
  accountId: string
  name: string
  source: AccountSource['kind']
  health: AccountHealth
  openRequests: number
  /** ISO time of the newest complete look at any of its regions; null: none since the start. */
  lastLookAt: string | null
  test: KeptTest | null
}

/** `offer`: the sandbox's second account, while nobody has added it. */
export type AccountList = { lines: AccountLine[]; problem: string | null; noCredentials: boolean; offer: { accountId: string; name: string } | null }

/** Every account with what is known of it now. AWS is asked only whose credentials the process has. */
export async function listAccountLines(now: Date): Promise<AccountList> {
  const [{ accounts, problem, noCredentials }, open, tests, pastes] = await Promise.all([identifyAccounts(now), countOpenByAccount(), latestTests(), newestTold()])
  const lines = accounts.map((account) => toLine(account, { openRequests: open.get(account.accountId) ?? 0, test: tests.get(account.accountId) ?? null, ownProblem: problem, lastPaste: pastes.get(account.accountId) ?? null }))
  const offer = config().awsMode === 'sandbox' && !accounts.some(({ accountId }) => accountId === SECOND_ACCOUNT.accountId) ? SECOND_ACCOUNT : null
  return { lines, problem, noCredentials, offer }
}

type Known = { openRequests: number; test: KeptTest | null; ownProblem: string | null; lastPaste: Date | null }

function toLine({ accountId, name, source, regions, heldBecause }: Account, { openRequests, test, ownProblem, lastPaste }: Known): AccountLine {
  const looks = looksAt(accountId)
  const health = source.kind === 'snapshot' ? planModeHealth(lastPaste) : judgeAccountHealth({ accountId, heldBecause, test, looks, ownProblem: source.kind === 'default' ? ownProblem : null })
  const lastLookAt = looks.flatMap((look) => look.lastGoodAt ?? []).sort().at(-1) ?? null
  return { accountId, name, source: source.kind, regions, health, openRequests, lastLookAt, test }
}

export type AccountView = AccountLine & {
  account: Account
  open: { count: number; requests: OpenRequest[] }
  tests: KeptTest[]
  setup: Record<SetupFormat, SetupText[]>
  /** Why there is no trust policy to paste; null where there is one, or none is needed. */
  setupProblem: string | null
  /** The ARN Causeway itself runs as, if known. */
  principal: string | null
  /** Why it cannot be removed now. */
  keptBecause: string | null
  simulated: boolean
}

/** One account with its tests and what has to be pasted for it; null where nobody added it. */
export async function seeAccount(accountId: string): Promise<AccountView | null> {
  const account = await findAccount(accountId)
  if (!account) return null
  const [{ own, problem }, open, tests, reaches, catalogue, pastes] = await Promise.all([askWhoWeAre(), listOpenRequestsOf(accountId), listAccountTests(accountId), listReaches(), currentCatalogue(), newestTold()])
  const principal = own && principalOf(own.arn)
  const used = reaches.filter((reach) => reach.accountId === accountId).flatMap(({ serviceNames }) => serviceNames)
  const isOwn = account.source.kind === 'default' && own?.accountId === accountId
  return {
    ...toLine(account, { openRequests: open.count, test: tests[0] ?? null, ownProblem: problem, lastPaste: pastes.get(accountId) ?? null }),
    ...{ account, open, tests, principal, simulated: config().awsMode === 'sandbox' },
    setup: renderSetup({ source: account.source, principal, level: account.level, options: policyOptions(account, { catalogue, used }) }),
    setupProblem: principal ? null : problem,
    keptBecause: isOwn ? OWN_ACCOUNT : open.count > 0 ? inUse(open.count) : null,
  }
}

const inUse = (count: number) => `${count === 1 ? 'One request is' : `${count} requests are`} open in it. Delete ${count === 1 ? 'its endpoint' : 'their endpoints'} first.`

/** Everything the account may connect to: the catalogue in its regions, what was named for it, and what it is connected to already. */
function policyOptions({ regions, serviceNames, mending }: Account, { catalogue, used }: { catalogue: Catalogue; used: string[] }) {
  const offered = catalogue.filter(({ region }) => regions?.includes(region) ?? true).map(({ serviceName }) => serviceName)
  return { serviceNames: [...new Set([...offered, ...serviceNames, ...used])], regions: regions ?? [], mending }
}

/** One of the texts by its file name, for the download; null where there is none. */
export function findSetupText({ setup }: AccountView, file: string): SetupText | null {
  return SETUP_FORMATS.flatMap((format) => setup[format]).find((text) => text.file === file) ?? null
}
