import { Cable, CloudCog, FlaskConical, Inbox, Settings2 } from 'lucide-react'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Frame } from '@/components/shell/frame'
import type { NavItem } from '@/components/shell/nav-link'
import { THEME_COOKIE, toTheme } from '@/components/shell/theme'
import { config } from '@/lib/config'
import { paths } from '@/lib/paths'
import { version } from '@/package.json'

const ITEMS: NavItem[] = [
  { href: paths.requests(), label: 'Requests', icon: <Cable /> },
  { href: paths.accounts(), label: 'Accounts', icon: <CloudCog /> },
  { href: paths.desk(), label: 'Support desk', icon: <Inbox /> },
  { href: paths.rates(), label: 'Settings', icon: <Settings2 /> },
]
const FAR_SIDE: NavItem = { href: paths.sandbox(), label: 'ClickHouse’s side', icon: <FlaskConical /> }

/** The frame of every page behind which somebody works. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const theme = toTheme((await cookies()).get(THEME_COOKIE)?.value)
  const simulated = config().awsMode === 'sandbox'
  return (
    <Frame
      items={simulated ? [...ITEMS, FAR_SIDE] : ITEMS}
      theme={theme}
      version={version}
      sandbox={simulated ? { href: paths.sandbox() } : undefined}
      home={paths.home()}
    >
      {children}
    </Frame>
  )
}
