'use client'

import { useState } from 'react'
import { Button, LinkButton } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { paths } from '@/lib/paths'

type Outcome = { text: string; bad?: boolean } | null

/** What can be done with the selected requests: one ticket for all of them. */
export function TicketBar({ requestIds, onClear }: { requestIds: string[]; onClear: () => void }) {
  const [copying, setCopying] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>(null)
  const many = requestIds.length
  if (many === 0) return null

  async function copy() {
    setCopying(true)
    setOutcome(await copyTicket(requestIds))
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

async function copyTicket(requestIds: string[]): Promise<Outcome> {
  const answer = await fetch(paths.tickets(requestIds, 'txt')).catch(() => null)
  if (!answer) return { text: 'Causeway did not answer. Try again.', bad: true }
  const text = await answer.text()
  if (!answer.ok) return { text: text.trim(), bad: true }
  if (await copyText(text)) return { text: 'Copied' }
  return { text: 'The browser did not allow it. Download .txt instead.', bad: true }
}
