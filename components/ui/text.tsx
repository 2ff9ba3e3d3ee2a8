import clsx from 'clsx'

/**
 * Text that somebody else wrote: a tag, an error message, a name. Isolated, so that right-to-left or very long text
 * cannot disturb what stands around it. `max` cuts after that many characters and says so.
 */
export function Untrusted({ children, max, className }: { children: string; max?: number; className?: string }) {
  const letters = max === undefined ? [] : Array.from(children)
  const cut = max !== undefined && letters.length > max
  return (
    <bdi className={clsx('wrap-anywhere', className)} title={cut ? children.slice(0, 2000) : undefined}>
      {cut ? `${letters.slice(0, max).join('')}…` : children}
    </bdi>
  )
}
