import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Frame } from '@/components/shell/frame'
import { THEME_COOKIE, toTheme } from '@/components/shell/theme'
import { currentViewer } from '@/lib/auth/viewer'
import { config } from '@/lib/config'
import { paths } from '@/lib/paths'
import { mayDo } from '@/lib/privatelink/roles'
import { version } from '@/package.json'
import { AccountCorner } from './account-corner'
import { navItems } from './nav-items'

/** The frame of every page behind which somebody works. Each page asks again what its viewer may: a layout is not rendered anew at every step. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const viewer = await currentViewer()
  const theme = toTheme((await cookies()).get(THEME_COOKIE)?.value)
  const simulated = config().awsMode === 'sandbox'
  return (
    <Frame
      items={navItems(viewer, { simulated })}
      theme={theme}
      version={version}
      sandbox={simulated ? { href: mayDo(viewer, 'playClickHouse').ok ? paths.sandbox() : undefined } : undefined}
      home={paths.home()}
      account={<AccountCorner viewer={viewer} />}
    >
      {children}
    </Frame>
  )
}
