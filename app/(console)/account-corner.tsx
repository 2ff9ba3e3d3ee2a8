import Link from 'next/link'
import { ActionForm } from '@/components/ui/action-form'
import { Untrusted } from '@/components/ui/text'
import { paths } from '@/lib/paths'
import type { Person } from '@/lib/privatelink/actor'
import { signOutHere } from './settings/sessions/actions'

/** Who is signed in, with the way to their sessions and out. */
export function AccountCorner({ viewer: { name, role } }: { viewer: Person }) {
  return (
    <div className="flex min-w-0 items-center gap-3 md:flex-col md:gap-2 lg:items-start">
      <Link href={paths.sessions()} prefetch={false} className="min-w-0 rounded-sm hover:text-ink md:text-center lg:text-left" title="Your sessions and password">
        <Untrusted className="block max-w-24 truncate font-medium text-muted sm:max-w-40 md:max-w-16 lg:max-w-42">{name}</Untrusted>
        <span className="block text-muted max-sm:hidden">{role}</span>
      </Link>
      <ActionForm action={signOutHere} label="Sign out" size="sm" variant="ghost" pendingLabel="Signing out" />
    </div>
  )
}
