'use client'

import { DownloadButton } from '@/components/exports/download-button'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyIcon } from '@/components/ui/copy-icon'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { TimeAgo } from '@/components/ui/time'
import { TONE_ICON, TONE_INK } from '@/components/ui/tone'
import type { SnapshotLine, SnapshotView } from '@/lib/privatelink/snapshot/snapshot-view'
import { PasteSnapshot, type SnapshotAction } from './paste-snapshot'
import { SnapshotAge } from './snapshot-age'

type Props = { view: SnapshotView; action: SnapshotAction; offBecause: string | null; /** Folded once there is something. */ folds?: boolean }

/** What to run, the box for what it prints, and what is known of the account by it. */
export function SnapshotPanel({ view, action, offBecause, folds = false }: Props) {
  const missing = view.lines.filter((line) => line.missing !== null)
  const whole = view.last !== null && missing.length === 0
  const body = (
    <div className="space-y-5">
      <Commands view={view} />
      <Disclosure look="quiet" summary={`The ${view.actions.length} read permissions they need`} className="[&>div]:max-w-none">
        <CodeBlock what="IAM policy" title="A policy with nothing else in it" code={view.policy} />
      </Disclosure>
      <PasteSnapshot accountId={view.accountId} region={view.region} action={action} offBecause={offBecause} />
      {view.last && <Answers lines={view.lines} />}
    </div>
  )
  if (folds && whole && view.last) {
    return (
      <Disclosure id="snapshot" summary={<><SnapshotAge last={view.last} /> · paste a newer one</>} className="[&>div]:max-w-none">
        {body}
      </Disclosure>
    )
  }
  return (
    <Panel
      id="snapshot"
      title={view.last ? 'What AWS answers' : `Paste what AWS answers in ${view.region}`}
      description={view.last ? <SnapshotAge last={view.last} /> : `Causeway has no access to account ${view.accountId}. Somebody who has runs the commands; they read and change nothing.`}
    >
      {view.last && missing.length > 0 && (
        <ul className="mb-5 space-y-1.5">
          {missing.map(({ command, missing: sentence, line }) => (
            <li key={command} className="flex items-start justify-between gap-3">
              <span className="min-w-0 text-pretty">
                <code className="font-mono text-sm">{command}</code> is missing. {sentence}
              </span>
              {line && <CopyIcon value={line} what={`command ${command}`} />}
            </li>
          ))}
        </ul>
      )}
      {body}
    </Panel>
  )
}

function Commands({ view: { block, script, last } }: { view: SnapshotView }) {
  return (
    <Disclosure open={last === null} summary="Run these commands where the AWS CLI has access to the account" className="[&>div]:max-w-none [&>div]:pl-4">
      <p>They only read. They write one file, causeway-snapshot.json, and show each command as it runs. With many VPCs it takes some minutes: put one VPC’s id behind “vpc=” to read that one only.</p>
      <CodeBlock what="block of commands" title="POSIX shell: paste it whole" code={block} actions={<DownloadButton text={script} fileName="causeway-snapshot.sh" what="the commands as a script" />} className="max-w-full" />
    </Disclosure>
  )
}

function Answers({ lines }: { lines: readonly SnapshotLine[] }) {
  return (
    <Disclosure summary="What is kept" className="[&>div]:max-w-none [&>div]:pl-4">
      <ul className="divide-y divide-line">
        {lines.map(({ command, told, missing }) => {
          const tone = missing ? 'attention' : told ? 'good' : 'neutral'
          const Icon = TONE_ICON[tone]
          return (
            <li key={command} className="flex gap-2.5 py-2">
              <Icon className={`mt-1 size-4 shrink-0 ${TONE_INK[tone]}`} />
              <div className="min-w-0">
                <p className="font-mono text-sm wrap-anywhere text-ink">{command}</p>
                <p className="text-sm">
                  {told ? (
                    <>
                      {told.refusal ? `AWS said: “${told.refusal}”` : `${told.count} ${told.thing}`}, <TimeAgo at={told.at} />
                    </>
                  ) : (
                    (missing ?? 'Nothing here needs it.')
                  )}
                </p>
              </div>
            </li>
          )
        })}
      </ul>
    </Disclosure>
  )
}
