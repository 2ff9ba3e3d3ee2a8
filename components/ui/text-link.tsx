import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ArrowUpRight } from './icons'

const LOOK =
  'rounded-sm text-accent-ink underline decoration-accent-line underline-offset-3 transition-colors hover:decoration-current'

/** A link inside text. Another origin opens in a new tab and says so. */
export function TextLink({ href, className, children }: { href: string; className?: string; children: ReactNode }) {
  if (!/^https?:\/\//.test(href)) {
    return (
      <Link href={href} className={clsx(LOOK, className)}>
        {children}
      </Link>
    )
  }
  return (
    <a href={href} target="_blank" rel="noreferrer" className={clsx(LOOK, className)}>
      {children}
      <ArrowUpRight className="ml-0.5 inline size-3.5 align-[-0.15em]" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}
