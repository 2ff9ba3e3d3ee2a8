'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'

/** Asks for the page's data again, without leaving it. */
export function RetryButton({ children = 'Ask AWS again', size = 'sm' }: { children?: string; size?: 'sm' | 'md' }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  return (
    <Button size={size} pending={pending} pendingLabel="Asking AWS…" onClick={() => startTransition(() => router.refresh())}>
      {children}
    </Button>
  )
}
