import { Callout } from '@/components/ui/callout'
import { CircleHelp } from '@/components/ui/icons'
import { RetryButton } from './retry-button'

/** Something AWS did not tell: unknown, with the reason, and never shown as empty. */
export function NotRead({ what, reason }: { what: string; reason: string }) {
  return (
    <Callout tone="neutral" icon={CircleHelp} title={`${what} could not be read`} actions={<RetryButton />}>
      <p>{reason}</p>
    </Callout>
  )
}
