import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { Steps } from '@/components/ui/steps'
import { paths } from '@/lib/paths'

const STEPS = ['Credentials', 'Details', 'Policy', 'Test'] as const
type SetupStep = (typeof STEPS)[number]

/** What stands round each step of adding an account. */
export function SetupFrame({ step, title, intro, accountId, withoutAccess = false, children }: { step: SetupStep; title: string; intro: ReactNode; accountId?: string; /** There is no policy to paste then, and nothing to test. */ withoutAccess?: boolean; children: ReactNode }) {
  const at = STEPS.indexOf(step)
  const hrefs: Record<SetupStep, string | undefined> = {
    Credentials: accountId ? undefined : paths.newAccount(),
    Details: accountId && paths.editAccount(accountId),
    Policy: accountId && paths.accountSetup(accountId, 'policy'),
    Test: accountId && paths.accountSetup(accountId, 'test'),
  }
  const steps = STEPS.filter((label) => !withoutAccess || label === 'Credentials' || label === 'Details').map((label, index) => ({ label, state: index < at ? ('done' as const) : index === at ? ('current' as const) : ('upcoming' as const), href: index < at ? hrefs[label] : undefined }))
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={title} description={intro} back={{ href: paths.accounts(), label: 'AWS accounts' }} />
      <Steps label="Steps of adding an account" steps={steps} />
      {children}
    </div>
  )
}
