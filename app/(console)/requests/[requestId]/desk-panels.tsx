import { DeskForm } from '@/components/desk/desk-form'
import { MarkSentForm, NoteForm, OutcomeForm } from '@/components/desk/desk-forms'
import { DoneMark } from '@/components/request/done-mark'
import { Badge } from '@/components/ui/badge'
import { LateDisclosure } from '@/components/ui/late-disclosure'
import { Panel } from '@/components/ui/panel'
import { Untrusted } from '@/components/ui/text'
import { TextLink } from '@/components/ui/text-link'
import { markSentAction, recordOutcomeAction, takeBackSentAction, writeNoteAction } from '../../desk-actions'
import type { DeskPart } from './request-view'

type Props = { requestId: string; desk: DeskPart }

/** Where the ticket is, what ClickHouse said, and the notes. */
export function DeskPanels({ requestId, desk }: Props) {
  return (
    <>
      <Panel id="sent" title="At ClickHouse">
        <div className="space-y-4">
          <Mark requestId={requestId} desk={desk} />
          <Said requestId={requestId} desk={desk} />
        </div>
      </Panel>
      <Panel id="notes" title="Notes" description="For everybody who may see this request. Nobody can change one afterwards.">
        <Notes notes={desk.notes} />
        <LateDisclosure look="quiet" wide summary="Write a note">
          <NoteForm action={writeNoteAction} requestIds={[requestId]} disabledReason={desk.off.writeNote} />
        </LateDisclosure>
      </Panel>
    </>
  )
}

function Mark({ requestId, desk: { mark, off } }: Props) {
  if (!mark) {
    return (
      <div>
        <p className="text-muted">The ticket is not marked as sent.</p>
        <LateDisclosure look="quiet" summary="I have sent it" className="mt-2">
          <MarkSentForm action={markSentAction} requestIds={[requestId]} disabledReason={off.markSent} />
        </LateDisclosure>
      </div>
    )
  }
  return (
    <div>
      <p>
        Ticket{' '}
        {mark.link ? (
          <TextLink href={mark.link}>
            <Untrusted>{mark.number}</Untrusted>
          </TextLink>
        ) : (
          <Untrusted className="font-medium">{mark.number}</Untrusted>
        )}{' '}
        <span className="text-sm text-muted">
          sent <DoneMark at={mark.at} who={mark.who} />
        </span>
      </p>
      <LateDisclosure look="quiet" summary="Correct this" className="mt-2">
        <MarkSentForm action={markSentAction} requestIds={[requestId]} number={mark.number} link={mark.link} disabledReason={off.markSent} />
        <DeskForm action={takeBackSentAction} hidden={{ requestIds: requestId }} label="It was not sent" variant="secondary" disabledReason={off.markSent} />
      </LateDisclosure>
    </div>
  )
}

function Said({ requestId, desk: { outcome, off } }: Props) {
  return (
    <div className="border-t border-line pt-4">
      {outcome ? (
        <>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone={outcome.tone}>{outcome.label}</Badge>
            <span className="text-sm text-muted">
              recorded <DoneMark at={outcome.at} who={outcome.who} />
            </span>
          </p>
          {outcome.reason && <Quoted>{outcome.reason}</Quoted>}
          {outcome.answer && (
            <>
              <p className="mt-3 text-sm text-muted">
                answered <DoneMark {...outcome.answer} />
              </p>
              <Quoted>{outcome.answer.text}</Quoted>
            </>
          )}
        </>
      ) : (
        <p className="text-muted">Nothing is recorded of what ClickHouse said. AWS has no field for it.</p>
      )}
      <LateDisclosure look="quiet" summary="Record what ClickHouse said" className="mt-2">
        <OutcomeForm action={recordOutcomeAction} requestIds={[requestId]} disabledReason={off.recordOutcome} />
      </LateDisclosure>
    </div>
  )
}

const Quoted = ({ children }: { children: string }) => (
  <p className="mt-1.5 max-w-prose border-l-2 border-line-strong pl-3 whitespace-pre-line">
    <Untrusted>{children}</Untrusted>
  </p>
)

function Notes({ notes }: { notes: DeskPart['notes'] }) {
  if (notes.length === 0) return <p className="mb-2 text-muted">There are none.</p>
  return (
    <ul aria-label="Notes, newest first" className="mb-5 space-y-3">
      {notes.map(({ id, text, at, who }) => (
        <li key={id}>
          <p className="text-sm text-muted">
            <DoneMark at={at} who={who} />
          </p>
          <p className="max-w-prose whitespace-pre-line">
            <Untrusted>{text}</Untrusted>
          </p>
        </li>
      ))}
    </ul>
  )
}
