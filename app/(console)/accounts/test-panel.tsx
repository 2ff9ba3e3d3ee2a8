import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Untrusted } from '@/components/ui/text'
import { TimeAgo } from '@/components/ui/time'
import type { Tone } from '@/components/ui/tone'
import type { AccountView } from '@/lib/operations/view-accounts'
import { judgeConnection, type ActionOutcome, type ConnectionTest } from '@/lib/privatelink/account-test'
import { TestButton } from './test-button'

const OUTCOME: Record<ActionOutcome, { tone: Tone; label: string }> = {
  allowed: { tone: 'good', label: 'Allowed' },
  denied: { tone: 'bad', label: 'Not allowed' },
  unknown: { tone: 'neutral', label: 'Could not tell' },
}
const REGION: Record<ConnectionTest['regions'][number]['outcome'], { tone: Tone; label: string }> = {
  answers: { tone: 'good', label: 'Answers' },
  refused: { tone: 'bad', label: 'Refused' },
  unknown: { tone: 'neutral', label: 'Could not tell' },
}
const TRUST: Record<ConnectionTest['trust'], { tone: Tone; label: string; says: string } | null> = {
  guarded: { tone: 'good', label: 'Refused', says: 'Without the ExternalId, and with a wrong one' },
  open: { tone: 'bad', label: 'Let in', says: 'Without the ExternalId, or with a wrong one' },
  unknown: { tone: 'neutral', label: 'Could not tell', says: 'Without the ExternalId, and with a wrong one' },
  none: null,
}

/** What the newest test found, when, and the ones before it. */
export function TestPanel({ view: { accountId, tests }, disabledReason, primary }: { view: AccountView; disabledReason: string | null; primary?: boolean }) {
  const [newest, ...older] = tests
  return (
    <Panel
      title="Connection"
      description="Who answers, whether the role refuses strangers, and which actions are allowed. Nothing is changed by a test."
      actions={<TestButton accountId={accountId} disabledReason={disabledReason} primary={primary} />}
      footer={older.length > 0 && <Earlier accountId={accountId} tests={older.slice(0, 5)} />}
    >
      {newest ? <Result accountId={accountId} at={newest.at} result={newest.result} /> : <p className="text-muted">Not tested yet.</p>}
    </Panel>
  )
}

function Result({ accountId, at, result }: { accountId: string; at: Date; result: ConnectionTest }) {
  const { passed, title, next } = judgeConnection(result, accountId)
  const trust = TRUST[result.trust]
  const answering = result.regions.filter(({ outcome }) => outcome === 'answers')
  const silent = result.regions.filter(({ outcome }) => outcome !== 'answers')
  const allowed = result.actions.filter(({ outcome }) => outcome === 'allowed').length
  return (
    <div className="space-y-4">
      <div>
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={passed ? (next ? 'attention' : 'good') : 'attention'} size="md">
            {title}
          </Badge>
          <span className="text-sm text-muted">
            tested <TimeAgo at={at.toISOString()} />
          </span>
        </p>
        {next && <p className="mt-2 max-w-prose text-pretty wrap-anywhere">{next}</p>}
      </div>
      <ul className="divide-y divide-line border-y border-line text-sm">
        {result.answered && <Line tone={result.answered.accountId === accountId ? 'good' : 'bad'} label={result.answered.accountId === accountId ? 'Right account' : 'Another account'} what={`Account ${result.answered.accountId} answered`} said={result.answered.arn} />}
        {trust && <Line tone={trust.tone} label={trust.label} what={trust.says} said={result.trustProblem} />}
        {answering.length > 0 && <Line {...REGION.answers} what={answering.map(({ region }) => region).join(', ')} mono said={null} />}
        {silent.map(({ region, outcome, said }) => (
          <Line key={region} {...REGION[outcome]} what={region} mono said={said} />
        ))}
      </ul>
      {result.actions.length > 0 && (
        <Disclosure
          open={result.actions.some(({ outcome }) => outcome === 'denied')}
          summary={`${allowed} of ${result.actions.length} actions are known to be allowed, tried in ${result.triedIn ?? 'no region'}`}
        >
          <ul className="divide-y divide-line text-sm">
            {result.actions.map(({ action, outcome, said }) => (
              <Line key={action} {...OUTCOME[outcome]} what={action} mono said={said} />
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  )
}

function Line({ tone, label, what, said, mono }: { tone: Tone; label: string; what: string; said: string | null; mono?: boolean }) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2">
      <div className="w-32 shrink-0">
        <Badge tone={tone}>{label}</Badge>
      </div>
      <div className="min-w-0 grow basis-56">
        <span className={mono ? 'font-mono wrap-anywhere text-ink' : 'text-ink'}>{what}</span>
        {said && (
          <p className="text-pretty text-muted">
            <Untrusted>{said}</Untrusted>
          </p>
        )}
      </div>
    </li>
  )
}

function Earlier({ accountId, tests }: { accountId: string; tests: AccountView['tests'] }) {
  return (
    <Disclosure look="quiet" summary="Earlier tests">
      <ul className="space-y-1">
        {tests.map(({ at, result }) => (
          <li key={at.toISOString()}>
            <TimeAgo at={at.toISOString()} />: {judgeConnection(result, accountId).title}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
