'use client'

import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { useLateFold } from '@/components/ui/use-late-fold'

type Props = {
  summary: ReactNode
  /** What the commands do: names each of them together with its system. */
  about: string
  commands: readonly { system: string; command: string }[]
  className?: string
}

/** What a step or a check does, as commands for each system: a fold, drawn when it is opened. */
export function CommandsByHand({ summary, about, commands, className }: Props) {
  const { isDrawn, props } = useLateFold()
  return (
    <details {...props} className={className}>
      <summary className="w-fit text-muted hover:text-ink">{summary}</summary>
      {isDrawn && (
        <div className="max-w-prose space-y-2.5 pt-2.5">
          {commands.map(({ system, command }) => (
            <CodeBlock key={system} code={command} what={`${system} command for “${about}”`} title={system} wrap />
          ))}
        </div>
      )}
    </details>
  )
}
