import { LoaderCircle } from 'lucide-react'
import clsx from 'clsx'

/** Turns quietly; stands still where motion is unwanted. Says nothing itself: put words beside it. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={clsx('size-4 shrink-0 animate-spin', className)} />
}
