import { randomUUID } from 'node:crypto'
import clsx from 'clsx'
import { LinkButton } from '@/components/ui/button'
import { WithIds } from '@/components/request/with-ids'
import { CopyButton } from '@/components/ui/copy-button'
import { Spinner } from '@/components/ui/spinner'
import { TimeSince } from '@/components/ui/time'
import { TONE_BOX, TONE_ICON, TONE_INK } from '@/components/ui/tone'
import { whoseTurn, type EndpointRequest } from '@/lib/privatelink/request'
import { canDo, isBilled, STATE_FACE, type EndpointState } from '@/lib/privatelink/state'
import { ActionForm } from './action-form'
import { discard, startCopy } from './actions'
import { Decision } from './decision'
import { BY_HAND } from './by-hand'

/** Where things stand, whose turn it is, and the one thing to do. */
export function NowPanel({ request, ticket }: { request: EndpointRequest; ticket: string | null }) {
  const { tone, meaning, next, usually } = STATE_FACE[request.state]
  const { sentence, since } = whoseTurn(request)
  const Icon = TONE_ICON[tone]
  return (
    <section aria-labelledby="now" className={clsx('rounded-lg border px-4 py-4 sm:px-5', TONE_BOX[tone])}>
      <div className="flex gap-3">
        {tone === 'working' ? <Spinner className={clsx('mt-1', TONE_INK[tone])} /> : <Icon aria-hidden className={clsx('mt-1 size-4 shrink-0', TONE_INK[tone])} />}
        <div className="min-w-0 grow">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h2 id="now" className={clsx('text-lg font-semibold tracking-tight text-balance', TONE_INK[tone])}>
              {sentence}
            </h2>
            <p className="text-sm text-muted">
              for <TimeSince at={since.toISOString()} />
              {usually && `, usually ${usually}`}
            </p>
          </div>
          <div className="mt-1 max-w-prose space-y-1 text-pretty">
            <p>{meaning}</p>
            {request.problem && <Problem state={request.state} problem={request.problem} attempts={request.attempts} />}
            <p className="text-muted">{next}</p>
          </div>
          <div className="mt-3 flex flex-wrap items-start gap-2 empty:hidden">
            <NextAction request={request} ticket={ticket} />
          </div>
        </div>
      </div>
    </section>
  )
}

const SAID_BY: Partial<Record<EndpointState, string>> = { refused: 'AWS’s answer', rejected: 'AWS reports', expired: 'AWS reports', failed: 'AWS reports', partial: 'AWS reports' }

function Problem({ state, problem, attempts }: { state: EndpointState; problem: string; attempts: number }) {
  const from = state === 'creating' ? `Checking, after ${attempts === 1 ? 'one try' : `${attempts} tries`}` : SAID_BY[state]
  return (
    <p className="border-l-2 border-line-strong pl-3">
      {from && <span className="text-muted">{from}: </span>}
      <WithIds>{problem}</WithIds>
    </p>
  )
}

function NextAction({ request, ticket }: { request: EndpointRequest; ticket: string | null }) {
  const { requestId, state } = request
  if (state === 'needs-review') return <Decision request={request} />
  if (state === 'available') {
    return (
      <LinkButton href={`#${BY_HAND}`} variant="primary">
        Test the connection
      </LinkButton>
    )
  }
  if (state === 'pending-acceptance' && ticket) return <CopyButton value={ticket} what="ticket text" variant="primary" size="md" />
  if (!canDo('copy', state).ok) return null
  return (
    <>
      <ActionForm action={startCopy} fields={{ requestId, key: randomUUID() }} label={isBilled(state) || state === 'refused' ? 'Start a corrected copy' : 'Start a copy'} variant="primary" />
      {canDo('discard', state).ok && <ActionForm action={discard} fields={{ requestId }} label="Throw this request away" variant="ghost" />}
    </>
  )
}
