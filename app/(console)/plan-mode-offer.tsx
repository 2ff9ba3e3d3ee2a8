import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { paths } from '@/lib/paths'

/** Said once, calmly, where this server has no AWS credentials: everything works all the same, on what a person pastes. */
export function PlanModeOffer({ offBecause }: { offBecause: string | null }) {
  return (
    <Callout
      tone="neutral"
      title="This server has no AWS credentials"
      actions={
        <LinkButton size="sm" href={paths.newAccount('snapshot')} disabledReason={offBecause}>
          Add an account without access
        </LinkButton>
      }
    >
      <p>It needs none: you run read-only commands in your account and paste what they print, and make the changes yourself. Planning, exports, the ticket, the checklist and the proof work the same.</p>
    </Callout>
  )
}
