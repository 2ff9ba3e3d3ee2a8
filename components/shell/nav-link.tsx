'use client'

import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

export type NavItem = {
  href: string
  label: string
  /** The drawing of its icon, e.g. `Cable.drawing`. */
  icon: string
  /** Overrides what the address says, for a page that belongs to this item but lives elsewhere. */
  current?: boolean
  /** A short count or mark after the label, e.g. what waits there. */
  mark?: ReactNode
}

const LOOK =
  'relative flex h-8 items-center gap-2.5 rounded-md px-2.5 text-muted transition-colors hover:bg-hover hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink ' +
  'before:size-4 before:text-faint hover:before:text-ink aria-[current]:before:text-accent-ink max-sm:before:hidden ' +
  'md:h-auto md:min-h-12 md:flex-col md:justify-center md:gap-0.5 md:px-0 md:py-1.5 md:text-xs lg:h-8 lg:min-h-0 lg:flex-row lg:justify-start lg:gap-2.5 lg:px-2.5 lg:py-0 lg:text-base'

/** One line of the navigation. Knows from the address whether it is the current page or the section around it. */
export function NavLink({ href, label, icon, current, mark }: NavItem) {
  const pathname = usePathname()
  const exact = pathname === href
  const inside = current ?? (exact || pathname.startsWith(`${href}/`))
  return (
    <Link
      href={href}
      // Each refresh of a live page would fetch every destination again; the pages are quick enough without.
      prefetch={false}
      aria-current={inside ? (exact ? 'page' : 'true') : undefined}
      className={clsx('with-icon', icon, LOOK)}
    >
      <span className="whitespace-nowrap md:max-lg:text-center md:max-lg:whitespace-normal">{label}</span>
      {mark != null && <span className="text-xs text-faint md:max-lg:absolute md:max-lg:top-1 md:max-lg:right-2 lg:ml-auto">{mark}</span>}
    </Link>
  )
}
