'use client'

import { useState } from 'react'
import { FieldGroup } from '@/components/ui/field'
import { TextareaField, TextField } from '@/components/ui/input'
import { RadioCard } from '@/components/ui/choice'
import { DeskForm, type DeskAction, type DeskFormProps } from './desk-form'

type Props = Pick<DeskFormProps, 'disabledReason' | 'onDone' | 'aside'> & { action: DeskAction; requestIds: readonly string[] }

const idsOf = (requestIds: readonly string[]) => ({ requestIds: requestIds.join(',') })

/** Number and link of the ticket, and one note for all of the requests in it. */
export function MarkSentForm({ action, requestIds, number, link, ...rest }: Props & { number?: string; link?: string | null }) {
  return (
    <DeskForm {...rest} action={action} hidden={idsOf(requestIds)} label="Mark as sent">
      {(fields) => (
        <>
          <TextField label="Ticket number" name="number" defaultValue={number} error={fields.number} hint="What ClickHouse calls the ticket." autoComplete="off" maxLength={60} required />
          <TextField label="Link" optional name="link" type="url" defaultValue={link ?? ''} error={fields.link} placeholder="https://" autoComplete="off" maxLength={500} />
          <TextareaField label="Note" optional name="note" error={fields.note} hint={requestIds.length > 1 ? 'Goes to each of the requests.' : undefined} rows={2} maxLength={4000} />
        </>
      )}
    </DeskForm>
  )
}

export function NoteForm({ action, requestIds, ...rest }: Props) {
  return (
    <DeskForm {...rest} action={action} hidden={idsOf(requestIds)} label="Add note" variant="secondary">
      {(fields) => <TextareaField label="Note" name="text" error={fields.text} hint="Stands with your name and the time, and cannot be changed afterwards." rows={3} maxLength={4000} />}
    </DeskForm>
  )
}

const CHOICES = [
  { kind: 'accepted', title: 'Processed', description: 'ClickHouse says that they have accepted it.', asks: null },
  { kind: 'rejected', title: 'Rejected', description: 'The requester sees the reason and can correct by it.', asks: 'Reason' },
  { kind: 'needs-information', title: 'Asks for information', description: 'The requester sees the question and answers it.', asks: 'Question' },
  { kind: 'withdrawn', title: 'Take back', description: 'What was recorded before was a mistake.', asks: null },
] as const

/** What ClickHouse said. AWS has no field for it, so it stands beside the state and never changes it. */
export function OutcomeForm({ action, requestIds, onDone, ...rest }: Props) {
  const [kind, setKind] = useState<(typeof CHOICES)[number]['kind']>('accepted')
  const asks = CHOICES.find((choice) => choice.kind === kind)?.asks
  return (
    <DeskForm
      {...rest}
      action={action}
      hidden={idsOf(requestIds)}
      label="Record"
      onDone={(said) => {
        // the form goes back to its first choice, and what it asks goes with it
        setKind('accepted')
        onDone?.(said)
      }}
    >
      {(fields) => (
        <>
          <FieldGroup legend="ClickHouse said" error={fields.kind}>
            <div className="grid gap-2 sm:grid-cols-2">
              {CHOICES.map((choice) => (
                <RadioCard key={choice.kind} name="kind" value={choice.kind} checked={kind === choice.kind} onChange={() => setKind(choice.kind)} title={choice.title} description={choice.description} />
              ))}
            </div>
          </FieldGroup>
          <TextareaField key={asks ?? 'remark'} label={asks ?? 'Remark'} optional={!asks} name="reason" error={fields.reason} rows={3} maxLength={4000} />
        </>
      )}
    </DeskForm>
  )
}
