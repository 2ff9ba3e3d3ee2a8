import { TimeAgo } from '@/components/ui/time'

/** When something was done and by whom; `seen` where that one only noticed it. `at` is ISO 8601. */
export type Done = { at: string; who: string; seen?: boolean }

export function DoneMark({ at, who, seen }: Done) {
  return (
    <>
      <TimeAgo at={at} /> · {seen && 'seen by '}
      <bdi>{who}</bdi>
    </>
  )
}
