import clsx from 'clsx'

/** Keeps the place of what is on its way. Give it the final size with `className` ("h-5 w-40"). */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('block animate-breathe rounded-md bg-line', className)} />
}
