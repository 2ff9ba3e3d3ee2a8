import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Untrusted } from '@/components/ui/text'
import { paths } from '@/lib/paths'

/** A draft that is not the reader's to change: nothing has been asked of AWS yet, so there is nothing else to show. */
export function DraftOfOthers({ name, ownerName, reason }: { name: string; ownerName: string | null; reason: string }) {
  return (
    <>
      <PageHeader back={{ href: paths.requests(), label: 'Requests' }} title={<Untrusted>{name || 'Unnamed draft'}</Untrusted>} />
      <EmptyState title="This is still a draft" actions={<LinkButton href={paths.requests()}>Go to the requests</LinkButton>}>
        <p>
          {ownerName ? <Untrusted>{ownerName}</Untrusted> : 'Somebody'} is still writing it, and nothing was asked of AWS. {reason}
        </p>
      </EmptyState>
    </>
  )
}
