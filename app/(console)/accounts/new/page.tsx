import type { Metadata } from 'next'
import Link from 'next/link'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { askWhoWeAre } from '@/lib/operations/accounts'
import { paths } from '@/lib/paths'
import { SOURCE_KINDS, type SourceKind } from '@/lib/privatelink/account'
import { AccountForm } from '../account-form'
import { SetupFrame } from '../setup-frame'
import { SOURCE_ABOUT } from '../source-label'

export const metadata: Metadata = { title: 'Add an AWS account' }

const EMPTY = { accountId: '', name: '', note: '', roleArn: '', profile: '', regions: null, level: 'delete' as const, mending: false, serviceNames: [] }

const INTRO = {
  'assume-role': 'Causeway makes an ExternalId for it and shows the policies to paste in the next step.',
  profile: 'The profile is looked up in the AWS configuration of the machine that Causeway runs on.',
  snapshot: 'Causeway gets no access to it. The next page has the commands to run there.',
}

export default async function NewAccountPage({ searchParams }: { searchParams: Promise<{ source?: string | string[] }> }) {
  await viewerWhoMay('manageAccounts')
  const { source } = await searchParams
  if (source === 'assume-role' || source === 'profile' || source === 'snapshot') {
    return (
      <SetupFrame step="Details" withoutAccess={source === 'snapshot'} title="Which account is it?" intro={INTRO[source]}>
        <AccountForm mode="new" source={source} initial={EMPTY} />
      </SetupFrame>
    )
  }
  const { own } = await askWhoWeAre()
  return (
    <SetupFrame step="Credentials" title="Add an AWS account" intro="Where do its credentials come from? There is no place for an access key here: Causeway never takes or keeps one.">
      <ul className="grid gap-3">
        {SOURCE_KINDS.map((kind) => (
          <SourceCard key={kind} kind={kind} own={own?.accountId ?? null} />
        ))}
      </ul>
    </SetupFrame>
  )
}

function SourceCard({ kind, own }: { kind: SourceKind; own: string | null }) {
  const { title, about } = SOURCE_ABOUT[kind]
  const href = kind !== 'default' ? paths.newAccount(kind) : own ? paths.account(own) : paths.accounts()
  return (
    <li className="relative rounded-lg border border-line-strong bg-surface px-4 py-3 transition-colors hover:border-control has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
      <Link href={href} className="font-medium after:absolute after:inset-0 focus-visible:outline-none">
        {title}
      </Link>
      <p className="mt-0.5 max-w-prose text-sm text-pretty text-muted">{about}</p>
      {kind === 'default' && own && <p className="mt-0.5 text-sm text-muted">At present account {own}.</p>}
    </li>
  )
}
