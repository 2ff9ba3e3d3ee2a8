import type { NavItem } from '@/components/shell/nav-link'
import { Cable, Cloud, FlaskConical, LifeBuoy, Settings2 } from '@/components/ui/icons'
import { paths } from '@/lib/paths'
import type { Person } from '@/lib/privatelink/actor'
import { mayDo, type Operation } from '@/lib/privatelink/roles'

type Place = NavItem & { operation: Operation }

const PLACES: Place[] = [
  { href: paths.requests(), label: 'Requests', icon: Cable.drawing, operation: 'listRequests' },
  { href: paths.desk(), label: 'Support', icon: LifeBuoy.drawing, operation: 'viewDesk' },
  { href: paths.accounts(), label: 'Accounts', icon: Cloud.drawing, operation: 'viewAccounts' },
]
const FAR_SIDE: Place = { href: paths.sandbox(), label: 'ClickHouse’s side', icon: FlaskConical.drawing, operation: 'playClickHouse' }

/** The places this person may go to. The settings begin with what they may see there. */
export function navItems(viewer: Person, { simulated }: { simulated: boolean }): NavItem[] {
  const settings: Place = { href: mayDo(viewer, 'viewCatalogue').ok ? paths.rates() : paths.sessions(), label: 'Settings', icon: Settings2.drawing, operation: 'manageOwnSessions' }
  const places = [...PLACES, settings, ...(simulated ? [FAR_SIDE] : [])]
  return places.filter(({ operation }) => mayDo(viewer, operation).ok).map(({ href, label, icon }) => ({ href, label, icon }))
}
