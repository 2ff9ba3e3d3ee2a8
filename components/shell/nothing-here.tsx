'use client'

import { LinkButton } from '@/components/ui/button'
import { paths } from '@/lib/paths'
import { MessagePage } from './message-page'

/** For an address that leads nowhere. A client component, since Next sends it along with every page, once for each layout: as a name, not drawn. */
export function NothingHere() {
  return (
    <MessagePage title="There is no such page" actions={<LinkButton href={paths.home()} variant="primary">Go to the start</LinkButton>}>
      <p>What it showed may have been deleted, or the address has a mistake in it. Nothing was changed by coming here.</p>
    </MessagePage>
  )
}
