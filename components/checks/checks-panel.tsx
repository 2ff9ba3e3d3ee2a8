import type { ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { Panel } from '@/components/ui/panel'
import { TimeAgo } from '@/components/ui/time'
import type { Tone } from '@/components/ui/tone'
import type { ChecksView, ShownMend } from './checks-view'
import { VerdictLine } from './verdict-line'

const TONE: Record<ChecksView['tone'], Tone> = { good: 'good', bad: 'bad', unknown: 'attention', idle: 'neutral' }

/** Whether the checks ran, and what they found, kept apart. `run` and `mend` draw the forms, which belong to a route. */
export function ChecksPanel({ view, run, mend }: { view: ChecksView; run: ReactNode; mend: (mend: ShownMend) => ReactNode }) {
  const { tone, title, sentence, ranAt, lines } = view
  return (
    <Panel id="checks" title="Checks" description="In the order in which things are mended: where one breaks, those below it wait." actions={run} flush footer={<WhenAndWhere view={view} />}>
      <div className="px-4 py-3.5 sm:px-5">
        <Callout tone={ranAt ? TONE[tone] : 'neutral'} title={ranAt || tone !== 'unknown' ? title : 'The checks have not been run yet.'}>
          {sentence && ranAt && <p className="text-sm">{sentence}</p>}
          {!ranAt && tone === 'unknown' && <p className="text-sm">Running them reads AWS’s configuration and changes nothing.</p>}
        </Callout>
      </div>
      <ol aria-label="What was checked" className="divide-y divide-line border-t border-line">
        {lines.map((line) => (
          // A line that changes its outcome is drawn anew, so that a failure opens by itself.
          <li key={`${line.id} ${line.outcome}`}>
            <VerdictLine line={line} mend={mend} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function WhenAndWhere({ view: { ranAt, ranBy, notProbed } }: { view: ChecksView }) {
  if (!ranAt) return <>Not run yet.</>
  return (
    <>
      Ran <TimeAgo at={ranAt} />
      {ranBy && <>, by {ranBy}</>}. {notProbed}
    </>
  )
}
