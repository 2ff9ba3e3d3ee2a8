import { Cable, Cloud, FlaskConical, LifeBuoy, ScrollText, Settings2, Users } from 'lucide-react'
import type { NavItem } from '@/components/shell/nav-link'
import { paths } from '@/lib/paths'
import type { Person } from '@/lib/privatelink/actor'
import { mayDo, type Operation } from '@/lib/privatelink/roles'

type Place = NavItem & { operation: Operation }

const PLACES: Place[] = [
  { href: paths.requests(), label: 'Requests', icon: <Cable />, operation: 'listRequests' },
  { href: paths.support(), label: 'Support', icon: <LifeBuoy />, operation: 'viewDesk' },
  { href: paths.accounts(), label: 'AWS accounts', icon: <Cloud />, operation: 'viewAccounts' },
  { href: paths.people(), label: 'People', icon: <Users />, operation: 'viewPeople' },
  { href: paths.audit(), label: 'Audit trail', icon: <ScrollText />, operation: 'viewAudit' },
  { href: paths.rates(), label: 'Settings', icon: <Settings2 />, operation: 'viewCatalogue' },
]
const FAR_SIDE: Place = { href: paths.sandbox(), label: 'ClickHouse’s side', icon: <FlaskConical />, operation: 'playClickHouse' }

/** The places this person may go to. */
export function navItems(viewer: Person, { simulated }: { simulated: boolean }): NavItem[] {
  const places = simulated ? [...PLACES, FAR_SIDE] : PLACES
  return places.filter(({ operation }) => mayDo(viewer, operation).ok).map(({ href, label, icon }) => ({ href, label, icon }))
}
