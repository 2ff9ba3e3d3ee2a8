import clsx from 'clsx'
import { WithIds } from '@/components/request/with-ids'
import { LinkButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Spinner } from '@/components/ui/spinner'
import { TimeSince } from '@/components/ui/time'
import { ToldLine } from '@/components/snapshot/told-line'
import { TONE_BOX, TONE_ICON, TONE_INK } from '@/components/ui/tone'
import { paths } from '@/lib/paths'
import { AnswerForm } from './answer-form'
import { ActionForm } from '@/components/ui/action-form'
import { discard, startCopy } from './actions'
import { Decision } from './decision'
import { CHECKS, type RequestView } from './request-view'

/** Where things stand, whose turn it is, and the one thing to do. */
export function NowPanel({ view }: { view: RequestView }) {
  const { sentence, since, usually, next, problem, action } = view.now
  const { tone, meaning } = view.face
  const Icon = TONE_ICON[tone]
  return (
    <section aria-labelledby="now" className={clsx('rounded-lg border px-4 py-4 sm:px-5', TONE_BOX[tone])}>
      <div className="flex gap-3">
        {tone === 'working' ? <Spinner className={clsx('mt-1', TONE_INK[tone])} /> : <Icon className={clsx('mt-1 size-4 shrink-0', TONE_INK[tone])} />}
        <div className="min-w-0 grow">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h2 id="now" className={clsx('text-lg font-semibold tracking-tight text-balance', TONE_INK[tone])}>
              {sentence}
            </h2>
            <p className="text-sm text-muted">
              for <TimeSince at={since} />
              {usually && `, usually ${usually}`}
            </p>
          </div>
          <div className="mt-1 max-w-prose space-y-1 text-pretty">
            <p>{meaning}</p>
            {problem && (
              <p className="border-l-2 border-line-strong pl-3 wrap-anywhere">
                {problem.from && <span className="text-muted">{problem.from}: </span>}
                <WithIds>{problem.text}</WithIds>
              </p>
            )}
            {view.told && <ToldLine told={view.told} />}
            <p className="text-muted">{next}</p>
          </div>
          {action && (
            <div className="mt-3 flex flex-wrap items-start gap-2">
              <NextStep view={view} action={action} />
            </div>
          )}
        </div>
      </div>
    </section>
  )
}

function NextStep({ view: { requestId, ticket, offBecause, desk }, action }: { view: RequestView; action: NonNullable<RequestView['now']['action']> }) {
  if (action.do === 'decide') return <Decision requestId={requestId} found={action.found} offBecause={offBecause} />
  if (action.do === 'answer') return <AnswerForm requestId={requestId} off={action.off} />
  if (action.do === 'copy-ticket') return ticket && <TicketButtons ticket={ticket} sent={desk?.mark != null} />
  if (action.do === 'test') {
    return (
      <LinkButton plain href={`#${CHECKS}`} variant="primary">
        Test the connection
      </LinkButton>
    )
  }
  if (action.do === 'copy') return <ActionForm action={startCopy} fields={{ requestId, key: action.key }} label={action.label} variant="primary" disabledReason={offBecause.copy} />
  return (
    <>
      <LinkButton href={paths.wizard(requestId, 'review')} variant="primary" disabledReason={offBecause.mend}>
        Change it and try again
      </LinkButton>
      <ActionForm action={discard} fields={{ requestId }} label="Throw this request away" variant="ghost" disabledReason={offBecause.discard} />
    </>
  )
}

function TicketButtons({ ticket, sent }: { ticket: string; sent: boolean }) {
  return (
    <>
      <CopyButton value={ticket} what="ticket text" variant={sent ? 'secondary' : 'primary'} size="md" />
      {!sent && (
        <LinkButton plain href="#sent" variant="secondary">
          Mark it as sent
        </LinkButton>
      )}
    </>
  )
}
