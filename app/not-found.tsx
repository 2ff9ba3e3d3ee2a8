import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { MessagePage } from '@/components/shell/message-page'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <MessagePage title="There is no such page" actions={<LinkButton href={paths.home()} variant="primary">Go to the start</LinkButton>}>
      <p>What it showed may have been deleted, or the address has a mistake in it. Nothing was changed by coming here.</p>
    </MessagePage>
  )
}
