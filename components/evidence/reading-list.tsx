import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Disclosure } from '@/components/ui/disclosure'
import { CircleHelp, Wrench } from '@/components/ui/icons'
import { Untrusted } from '@/components/ui/text'
import { TONE_ICON, TONE_INK, type Tone } from '@/components/ui/tone'
import type { ShownReading } from './evidence-item'

const TONE: Record<ShownReading['findings'][number]['look'], Tone> = { good: 'good', bad: 'bad', neutral: 'neutral' }
const SAID: Record<ShownReading['findings'][number]['look'], string> = { good: 'Good:', bad: 'Bad:', neutral: 'Seen:' }

/** What was found in a text, line by line, what was wrong with the tools, and what nobody understood. */
export function ReadingList({ reading, withLines, label }: { reading: ShownReading; withLines: boolean; label: string }) {
  const { findings, problems, notUnderstood, cut } = reading
  return (
    <div className="space-y-3">
      {findings.length + problems.length > 0 && (
        <ul aria-label={label} className="divide-y divide-line rounded-md border border-line">
          {findings.map(({ look, text, tool, lines, about }, index) => {
            const Icon = TONE_ICON[TONE[look]]
            return (
              <Entry key={index} icon={<Icon className={clsx('size-4', TONE_INK[TONE[look]])} />} where={withLines ? linesText(lines) : null} tool={tool}>
                <span className="sr-only">{SAID[look]} </span>
                <Untrusted>{text}</Untrusted>
                {about === 'another-host' && <p className="text-sm text-attention-ink">About another host, so it says nothing about this request.</p>}
                {about === 'unknown' && <p className="text-sm text-muted">The text does not say which host this is about, or it cannot be told yet.</p>}
              </Entry>
            )
          })}
          {problems.map(({ text, lines }, index) => (
            <Entry key={`p${index}`} icon={<Wrench className="size-4 text-attention-ink" />} where={withLines ? linesText(lines) : null} tool={null}>
              <Untrusted>{text}</Untrusted>
            </Entry>
          ))}
        </ul>
      )}
      {notUnderstood.length > 0 && (
        <Disclosure look="quiet" summary={`Not understood: ${countLines(notUnderstood)}. Kept as text.`}>
          <ul className="space-y-2">
            {notUnderstood.slice(0, 50).map(({ lines, text }, index) => (
              <li key={index} className="text-sm">
                <span className="flex items-center gap-1.5 text-faint">
                  <CircleHelp className="size-3.5" />
                  {linesText(lines)}
                </span>
                <pre className="mt-0.5 font-mono wrap-anywhere whitespace-pre-wrap text-muted">
                  <Untrusted max={400}>{text}</Untrusted>
                </pre>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {cut && <p className="text-sm text-attention-ink">The text is longer than 256,000 characters or 5,000 lines. Only the beginning was read.</p>}
    </div>
  )
}

function Entry({ icon, where, tool, children }: { icon: ReactNode; where: string | null; tool: string | null; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2.5 px-3 py-2">
      <span className="mt-0.75 shrink-0">{icon}</span>
      <div className="min-w-0 grow wrap-anywhere">{children}</div>
      <span className="shrink-0 pt-0.5 text-right text-xs text-faint">
        {tool && <span className="block font-mono">{tool}</span>}
        {where}
      </span>
    </li>
  )
}

const linesText = ([from, to]: [number, number]) => (from === to ? `line ${from}` : `lines ${from}–${to}`)

function countLines(gaps: ShownReading['notUnderstood']): string {
  const count = gaps.reduce((sum, { lines: [from, to] }) => sum + to - from + 1, 0)
  return count === 1 ? '1 line' : `${count} lines`
}
