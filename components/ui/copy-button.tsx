'use client'

import clsx from 'clsx'
import { useEffect, useState } from 'react'
import { buttonClass, type ButtonSize, type ButtonVariant } from './button-look'
import { COPIED, copyText, NOT_COPIED, SHOWN_MS } from './copy-text'
import { Check, Copy, X, type Icon } from './icons'

export type CopyButtonProps = {
  value: string
  /** What is copied, e.g. "ticket text": the button is called "Copy ticket text". */
  what: string
  variant: ButtonVariant
  size?: ButtonSize
}

type Outcome = 'idle' | 'copied' | 'failed'
const ICON = { idle: Copy, copied: Check, failed: X } satisfies Record<Outcome, Icon>
const SAID = { idle: '', copied: COPIED, failed: NOT_COPIED } satisfies Record<Outcome, string>

/** The copy button with words on it. It says what came of it in its own place: nothing moves. */
export function CopyButton({ value, what, variant, size = 'sm' }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>('idle')

  useEffect(() => {
    if (outcome === 'idle') return
    const timer = setTimeout(() => setOutcome('idle'), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy() {
    setOutcome((await copyText(value)) ? 'copied' : 'failed')
  }

  const Drawn = ICON[outcome]
  return (
    <span className="relative z-10 inline-flex shrink-0 align-middle">
      <button type="button" onClick={copy} className={buttonClass({ variant, size })}>
        <Drawn className={clsx(outcome === 'copied' && 'text-good-ink', outcome === 'failed' && 'text-bad-ink')} />
        <FixedWidth label={`Copy ${what}`} outcome={outcome} />
      </button>
      <span role="status" className="sr-only">
        {SAID[outcome]}
      </span>
    </span>
  )
}

/** All the words lie on top of each other, so that the widest one gives the width. */
function FixedWidth({ label, outcome }: { label: string; outcome: Outcome }) {
  const shown = { idle: label, copied: COPIED, failed: 'Not copied' }
  return (
    <span className="grid text-left">
      {(['idle', 'copied', 'failed'] as const).map((state) => (
        <span key={state} aria-hidden={state !== 'idle'} className={clsx('col-start-1 row-start-1', state !== outcome && 'opacity-0')}>
          {shown[state]}
        </span>
      ))}
    </span>
  )
}
