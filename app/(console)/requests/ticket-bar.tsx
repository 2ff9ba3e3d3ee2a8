'use client'

import { useState } from 'react'
import { copyTicket, type CopyOutcome } from '@/components/request/copy-ticket'
import { Button, LinkButton } from '@/components/ui/button'
import { paths } from '@/lib/paths'

/** What can be done with the selected requests: one ticket for all of them. */
export function TicketBar({ requestIds, onClear }: { requestIds: string[]; onClear: () => void }) {
  const [copying, setCopying] = useState(false)
  const [outcome, setOutcome] = useState<CopyOutcome | null>(null)
  const many = requestIds.length
  if (many === 0) return null

  async function copy() {
    setCopying(true)
    setOutcome(await copyTicket(requestIds, 'Copied'))
    setCopying(false)
  }

  return (
    <section
      aria-label="Ticket for the selected requests"
      className="sticky bottom-3 z-20 mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-raised px-4 py-2.5 shadow-overlay"
    >
      <p className="mr-auto font-medium">
        {many === 1 ? 'One ticket for 1 request' : `One ticket for ${many} requests`}
        <span role="status" className={outcome?.bad ? 'ml-3 font-normal text-bad-ink' : 'ml-3 font-normal text-good-ink'}>
          {outcome?.text}
        </span>
      </p>
      <Button variant="primary" size="sm" pending={copying} onClick={copy}>
        Copy text
      </Button>
      {(['txt', 'md', 'json', 'csv'] as const).map((format) => (
        <LinkButton key={format} plain download size="sm" href={paths.tickets(requestIds, format)}>
          .{format}
        </LinkButton>
      ))}
      <Button variant="ghost" size="sm" onClick={onClear}>
        Clear
      </Button>
    </section>
  )
}
