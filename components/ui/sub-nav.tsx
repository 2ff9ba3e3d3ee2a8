'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

/** The pages of one section, side by side above each of them. Goes to a second line where one is too short. */
export function SubNav({ label, items }: { label: string; items: readonly { href: string; label: string }[] }) {
  const pathname = usePathname()
  return (
    <nav aria-label={label} className="mb-6 border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {items.map(({ href, label: name }) => {
          const current = pathname === href ? 'page' : pathname.startsWith(`${href}/`) ? 'true' : undefined
          return (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                aria-current={current}
                className="inline-flex h-9 items-center rounded-t-md border-b-2 border-transparent px-3 text-muted transition-colors hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
              >
                {name}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
