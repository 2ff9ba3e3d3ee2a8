'use client'

import clsx from 'clsx'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { LinkButton } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { paths } from '@/lib/paths'
import { SETUP_FORMAT_LABEL, SETUP_FORMATS, type SetupFormat, type SetupText } from '@/lib/privatelink/account-setup'

/** What to paste into AWS, as tabs: each text with copy and download. */
export function SetupTexts({ accountId, setup, missing }: { accountId: string; setup: Record<SetupFormat, SetupText[]>; missing: string | null }) {
  const id = useId()
  const [shown, show] = useState<SetupFormat>('json')
  const tabs = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const next = SETUP_FORMATS[(SETUP_FORMATS.indexOf(shown) + step + SETUP_FORMATS.length) % SETUP_FORMATS.length]!
    show(next)
    tabs.current?.querySelector<HTMLElement>(`[data-format="${next}"]`)?.focus()
  }
  return (
    <div>
      <div ref={tabs} role="tablist" aria-label="Format" onKeyDown={onKeyDown} className="mb-3 flex gap-1 border-b border-line">
        {SETUP_FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            role="tab"
            id={`${id}-${format}`}
            data-format={format}
            aria-selected={shown === format}
            aria-controls={`${id}-panel`}
            tabIndex={shown === format ? 0 : -1}
            onClick={() => show(format)}
            className={clsx('-mb-px min-h-9 border-b-2 px-3 text-sm transition-colors', shown === format ? 'border-accent font-medium text-ink' : 'border-transparent text-muted hover:text-ink')}
          >
            {SETUP_FORMAT_LABEL[format]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown}`} className="space-y-4">
        {setup[shown].length === 0 && <p className="max-w-prose text-muted">{missing ?? 'There is nothing to paste in this form.'}</p>}
        {setup[shown].map(({ file, title, code }) => (
          <CodeBlock
            key={file}
            what={title}
            code={code}
            actions={
              <LinkButton plain download size="sm" variant="ghost" href={paths.accountFile(accountId, file)}>
                Download <span className="sr-only">{title}</span>
              </LinkButton>
            }
          />
        ))}
      </div>
    </div>
  )
}
