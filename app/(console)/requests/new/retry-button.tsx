'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'

/** Asks for the page's data again, without leaving it. */
export function RetryButton({ children = 'Ask AWS again' }: { children?: string }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  return (
    <Button size="sm" pending={pending} pendingLabel="Asking AWS…" onClick={() => startTransition(() => router.refresh())}>
      {children}
    </Button>
  )
}
