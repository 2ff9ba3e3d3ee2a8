import type { ReactNode } from 'react'
import { Logo } from '@/components/shell/logo'
import { SandboxLine } from '@/components/shell/sandbox-line'
import { config } from '@/lib/config'

/** The quiet frame of what is shared with people outside: nothing in it leads into the product. */
export default function SharedLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {config().awsMode === 'sandbox' && <SandboxLine />}
      <div className="mx-auto flex min-h-dvh w-full max-w-6xl flex-col px-4 py-6 sm:px-6 sm:py-8">
        <header className="mb-6 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 print:hidden">
          <Logo />
          <p className="text-sm text-muted">Shared with you, to read only</p>
        </header>
        {children}
      </div>
    </>
  )
}
