import clsx from 'clsx'
import { LoaderCircle } from './icons'

/** Turns quietly; stands still where motion is unwanted. Says nothing itself: put words beside it. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle className={clsx('size-4 shrink-0 animate-spin', className)} />
}
