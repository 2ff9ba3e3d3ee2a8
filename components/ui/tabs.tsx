import Link from 'next/link'
import type { ReactNode } from 'react'

export type Tab = { href: string; label: string; current?: boolean; count?: ReactNode }

/** Views of one thing, each with its own address: links, dressed as tabs. */
export function Tabs({ tabs, label }: { tabs: Tab[]; label: string }) {
  return (
    <nav aria-label={label} className="mb-5 overflow-x-auto border-b border-line">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href} className="shrink-0">
            <Link
              href={tab.href}
              scroll={false}
              aria-current={tab.current ? 'page' : undefined}
              className="-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent text-muted transition-colors -outline-offset-2! hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && <span className="text-xs text-faint">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
