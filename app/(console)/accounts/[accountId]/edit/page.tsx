import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { paths } from '@/lib/paths'
import { AccountForm } from '../../account-form'
import { findView } from '../../find-view'

export const metadata: Metadata = { title: 'Change an account' }

export default async function EditPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { view } = await findView(params, 'manageAccounts')
  const { accountId, name, source, note, regions, level, mending, serviceNames } = view.account
  const initial = {
    ...{ accountId, name, note, regions, level, mending, serviceNames },
    roleArn: source.kind === 'assume-role' ? source.roleArn : '',
    profile: source.kind === 'profile' ? source.profile : '',
  }
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={`Change ${name}`} description="Another role or profile is tested before it is used. The ExternalId stays." back={{ href: paths.account(accountId), label: name }} />
      <AccountForm mode="edit" source={source.kind} initial={initial} />
    </div>
  )
}
