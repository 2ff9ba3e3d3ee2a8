import type { ReactNode } from 'react'
import { Logo } from '@/components/shell/logo'

/** The quiet frame round the doors: nothing of what lies behind them. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center px-5 py-12">
      <div className="mb-8">
        <Logo />
      </div>
      {children}
    </main>
  )
}
