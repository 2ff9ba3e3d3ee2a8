import type { ReactNode } from 'react'
import { SubNav } from '@/components/ui/sub-nav'
import { currentViewer } from '@/lib/auth/viewer'
import { paths } from '@/lib/paths'
import { mayDo, type Operation } from '@/lib/privatelink/roles'

const PAGES: { href: string; label: string; operation: Operation }[] = [
  { href: paths.rates(), label: 'Rates', operation: 'viewCatalogue' },
  { href: paths.regions(), label: 'Regions', operation: 'viewCatalogue' },
  { href: paths.ports(), label: 'Ports', operation: 'viewCatalogue' },
  { href: paths.audit(), label: 'Audit', operation: 'viewAudit' },
  { href: paths.people(), label: 'People', operation: 'viewPeople' },
  { href: paths.sessions(), label: 'Sessions', operation: 'manageOwnSessions' },
  { href: paths.tokens(), label: 'Tokens', operation: 'manageTokens' },
  { href: paths.apiReference(), label: 'API', operation: 'manageTokens' },
]

/** The settings somebody may see, one beside the other; each page asks again who looks at it. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const viewer = await currentViewer()
  const items = PAGES.filter(({ operation }) => mayDo(viewer, operation).ok).map(({ href, label }) => ({ href, label }))
  return (
    <>
      <SubNav label="Settings" items={items} />
      {children}
    </>
  )
}
