'use client'

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
      className={`nav-link with-icon ${icon}`}
    >
      <span className="whitespace-nowrap md:max-lg:text-center md:max-lg:whitespace-normal">{label}</span>
      {mark != null && <span className="text-xs text-faint md:max-lg:absolute md:max-lg:top-1 md:max-lg:right-2 lg:ml-auto">{mark}</span>}
    </Link>
  )
}
