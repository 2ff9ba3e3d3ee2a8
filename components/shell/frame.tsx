import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo } from './logo'
import { NavLink, type NavItem } from './nav-link'
import { SandboxLine, type SandboxLink } from './sandbox-line'
import type { Theme } from './theme'
import { ThemeSwitch } from './theme-switch'

export type FrameProps = {
  items: NavItem[]
  theme: Theme
  version: string
  /** Given in sandbox mode only: where the simulated ClickHouse side lives. */
  sandbox?: SandboxLink
  /** Where the logo leads. */
  home?: string
  /** Who is signed in, or anything else that belongs at the foot of the navigation. */
  account?: ReactNode
  children: ReactNode
}

/** The quiet frame round every page: a narrow navigation on the left, a top bar under 768 px, the page in between. */
export function Frame({ items, theme, version, sandbox, home = '/', account, children }: FrameProps) {
  return (
    <div className={clsx('flex min-h-dvh flex-col', sandbox ? '[--line:1.5625rem]' : '[--line:0px]')}>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      {sandbox && <SandboxLine {...sandbox} />}
      <div className="flex grow flex-col md:flex-row">
        <header className="flex shrink-0 flex-wrap border-line max-md:border-b md:sticky md:top-(--line) md:h-[calc(100dvh-var(--line))] md:w-20 md:flex-col md:flex-nowrap md:self-start md:overflow-y-auto md:border-r lg:w-52">
          <div className="flex h-13 grow items-center px-4 md:h-15 md:shrink-0 md:grow-0 md:justify-center lg:justify-start lg:px-5">
            <Link href={home} prefetch={false} aria-label="Causeway, home" className="rounded-sm">
              <Logo word="md:max-lg:hidden" />
            </Link>
          </div>
          <nav aria-label="Main" className="max-md:order-last max-md:w-full max-md:overflow-x-auto max-md:px-2 max-md:pb-2 md:px-1 lg:px-3">
            <ul className="flex gap-1 md:flex-col md:gap-0.5">
              {items.map((item) => (
                <li key={item.href} className="max-md:shrink-0">
                  <NavLink {...item} />
                </li>
              ))}
            </ul>
          </nav>
          <div className="flex items-center px-4 md:mt-auto md:flex-col md:gap-3 md:px-2 md:py-5 lg:items-start lg:px-5">
            <ThemeSwitch theme={theme} />
            {account && <div className="min-w-0 text-xs text-faint max-md:ml-3 md:w-full">{account}</div>}
          </div>
        </header>
        <div className="flex min-w-0 grow flex-col">
          <main id="content" tabIndex={-1} className="w-full grow px-4 py-6 outline-none sm:px-6 md:px-8 md:py-8 lg:px-10">
            <div className="mx-auto w-full max-w-6xl">{children}</div>
          </main>
          <footer className="px-4 py-4 text-xs text-faint sm:px-6 md:px-8 lg:px-10">
            <p className="mx-auto w-full max-w-6xl">Causeway {version}</p>
          </footer>
        </div>
      </div>
    </div>
  )
}
