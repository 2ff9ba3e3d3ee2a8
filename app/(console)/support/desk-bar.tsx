'use client'

import clsx from 'clsx'
import { useEffect, useState, type ReactNode } from 'react'
import { DeskForm } from '@/components/desk/desk-form'
import { MarkSentForm, NoteForm, OutcomeForm } from '@/components/desk/desk-forms'
import { copyTicket, type CopyOutcome } from '@/components/request/copy-ticket'
import { Button, LinkButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { paths } from '@/lib/paths'
import { markSentAction, recordOutcomeAction, takeBackSentAction, writeNoteAction } from '../desk-actions'
import type { QueuedRow } from './queued-row'

/** Why each thing may not be done; null where it may. */
export type DeskMay = { markSent: string | null; recordOutcome: string | null; writeNote: string | null }
type Open = 'mark' | 'outcome' | 'note' | 'take-back' | null
const SAID_MS = 8_000

export type DeskBarProps = { rows: QueuedRow[]; may: DeskMay; all: boolean; onAll: () => void; onClear: () => void }

/** What can be done with what is selected: one ticket, and after it is sent, one mark for all. */
export function DeskBar({ rows, may, all, onAll, onClear }: DeskBarProps) {
  const [open, setOpen] = useState<Open>(null)
  const [said, setSaid] = useState<CopyOutcome | null>(null)
  const [copied, setCopied] = useState('')
  const ids = rows.map(({ requestId }) => requestId)
  const selection = ids.join(',')
  const isCopied = copied === selection && ids.length > 0
  const off = rows.find((row) => row.notForTicket)
  const notForTicket = off ? `“${off.name}” cannot be in a ticket. ${off.notForTicket}` : null

  // What happened is told for a while, then it makes room.
  useEffect(() => {
    if (!said || said.bad) return
    const timer = setTimeout(() => setSaid(null), SAID_MS)
    return () => clearTimeout(timer)
  }, [said])

  async function copy() {
    const outcome = await copyTicket(ids, 'The ticket text is copied. When you have sent it, mark it as sent.')
    setSaid(outcome)
    if (!outcome.bad) setCopied(selection)
  }
  function done(text: string) {
    setOpen(null)
    setSaid({ text })
    onClear()
  }
  return (
    <section aria-label="What to do with the selected requests" className="sticky bottom-3 z-20 mt-3">
      <p role="status" className={clsx(said ? 'mb-2 w-fit max-w-full rounded-md bg-raised px-3 py-1.5 text-sm shadow-overlay' : 'sr-only', said?.bad ? 'text-bad-ink' : 'text-good-ink')}>
        {said?.text}
      </p>
      {ids.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-2 gap-y-2 rounded-lg bg-raised px-4 py-2.5 shadow-overlay">
          <p className="mr-auto font-medium">
            {ids.length === 1 ? '1 request' : `${ids.length} requests`}
            {notForTicket && <span className="block text-sm font-normal text-muted">{notForTicket}</span>}
          </p>
          {!notForTicket && <TicketButtons ids={ids} primary={!isCopied} onCopy={copy} />}
          {!notForTicket && (
            <Button size="sm" variant={isCopied ? 'primary' : 'secondary'} disabledReason={may.markSent} aria-haspopup="dialog" onClick={() => setOpen('mark')}>
              Mark as sent…
            </Button>
          )}
          <Button size="sm" variant="secondary" disabledReason={may.recordOutcome} aria-haspopup="dialog" onClick={() => setOpen('outcome')}>
            Record outcome…
          </Button>
          <Button size="sm" variant="secondary" disabledReason={may.writeNote} aria-haspopup="dialog" onClick={() => setOpen('note')}>
            Add note…
          </Button>
          {rows.every(({ mark }) => mark) && (
            <Button size="sm" variant="ghost" disabledReason={may.markSent} aria-haspopup="dialog" onClick={() => setOpen('take-back')}>
              Not sent after all…
            </Button>
          )}
          {!all && (
            <Button size="sm" variant="ghost" onClick={onAll}>
              Select all on this page
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={onClear}>
            Clear
          </Button>
        </div>
      )}
      <Dialogs open={open} onClose={() => setOpen(null)} ids={ids} onDone={done} />
    </section>
  )
}

function TicketButtons({ ids, primary, onCopy }: { ids: string[]; primary: boolean; onCopy: () => Promise<void> }) {
  const [copying, setCopying] = useState(false)
  async function copy() {
    setCopying(true)
    await onCopy()
    setCopying(false)
  }
  return (
    <>
      <Button size="sm" variant={primary ? 'primary' : 'secondary'} pending={copying} onClick={copy}>
        Copy ticket text
      </Button>
      {(['txt', 'md', 'json', 'csv'] as const).map((format) => (
        <LinkButton key={format} plain download size="sm" href={paths.tickets(ids, format)}>
          .{format}
        </LinkButton>
      ))}
    </>
  )
}

function Dialogs({ open, onClose, ids, onDone }: { open: Open; onClose: () => void; ids: string[]; onDone: (text: string) => void }) {
  const many = ids.length === 1 ? 'this request' : `these ${ids.length} requests`
  const form = { requestIds: ids, onDone }
  const dialogs: { of: Open; title: string; body: ReactNode }[] = [
    { of: 'mark', title: 'Sent to ClickHouse', body: <MarkSentForm {...form} action={markSentAction} /> },
    { of: 'outcome', title: `What ClickHouse said about ${many}`, body: <OutcomeForm {...form} action={recordOutcomeAction} /> },
    { of: 'note', title: `A note on ${many}`, body: <NoteForm {...form} action={writeNoteAction} /> },
    { of: 'take-back', title: `The ticket of ${many} is not sent after all?`, body: <DeskForm action={takeBackSentAction} hidden={{ requestIds: ids.join(',') }} label="Take the mark back" onDone={onDone} /> },
  ]
  return dialogs.map(({ of, title, body }) => (
    <Dialog key={of} open={open === of} onClose={onClose} title={title}>
      {body}
    </Dialog>
  ))
}
