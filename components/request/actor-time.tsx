import { TimeAgo } from '@/components/ui/time'
import { describeActor } from '@/lib/privatelink/event'
import type { Actor } from '@/lib/privatelink/request'

/** When and by whom; `seen` where the actor only noticed it. */
export function ActorTime({ at, actor, seen }: { at: Date; actor: Actor; seen?: boolean }) {
  return (
    <>
      <TimeAgo at={at.toISOString()} /> · {seen && 'seen by '}
      <bdi>{describeActor(actor)}</bdi>
    </>
  )
}
