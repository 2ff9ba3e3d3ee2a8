import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo, LogoMark } from './logo'
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
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      {sandbox && <SandboxLine {...sandbox} />}
      <div className="flex grow flex-col md:flex-row">
        <header className="flex shrink-0 flex-col border-line max-md:border-b md:sticky md:top-0 md:h-dvh md:w-20 md:self-start md:border-r lg:w-52">
          <div className="flex h-13 items-center justify-between px-4 md:h-15 md:justify-center lg:justify-start lg:px-5">
            <Link href={home} aria-label="Causeway, home" className="rounded-sm">
              <span className="md:hidden lg:inline">
                <Logo />
              </span>
              <LogoMark className="max-md:hidden lg:hidden" />
            </Link>
            <div className="md:hidden">
              <ThemeSwitch theme={theme} />
            </div>
          </div>
          <nav aria-label="Main" className="max-md:overflow-x-auto max-md:px-2 max-md:pb-2 md:px-2 lg:px-3">
            <ul className="flex gap-1 md:flex-col md:gap-0.5">
              {items.map((item) => (
                <li key={item.href} className="max-md:shrink-0">
                  <NavLink {...item} />
                </li>
              ))}
            </ul>
          </nav>
          <div className="mt-auto flex flex-col items-start gap-3 p-5 text-xs text-faint max-lg:hidden">
            {account}
            <ThemeSwitch theme={theme} />
          </div>
        </header>
        <div className="flex min-w-0 grow flex-col">
          <main id="content" tabIndex={-1} className="w-full grow px-4 py-6 outline-none sm:px-6 md:px-8 md:py-8 lg:px-10">
            <div className="mx-auto w-full max-w-6xl">{children}</div>
          </main>
          <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-4 text-xs text-faint sm:px-6 md:px-8 lg:px-10">
            <p>Causeway {version}</p>
            <div className="hidden md:block lg:hidden">
              <ThemeSwitch theme={theme} />
            </div>
          </footer>
        </div>
      </div>
    </div>
  )
}
