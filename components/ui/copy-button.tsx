'use client'

import clsx from 'clsx'
import { useEffect, useState } from 'react'
import { buttonClass, type ButtonSize, type ButtonVariant } from './button-look'
import css from './copy-button.module.css'
import { copyText } from './copy-text'
import { Check, Copy, X } from './icons'

export type CopyButtonProps = {
  value: string
  /** What is copied, e.g. "endpoint id": the button is called "Copy endpoint id". */
  what: string
  /** With a look it is a button with the words on it; without, a small icon. */
  variant?: ButtonVariant
  size?: ButtonSize
}

type Outcome = 'idle' | 'copied' | 'failed'
const ICON = { idle: Copy, copied: Check, failed: X } satisfies Record<Outcome, typeof Copy>
const SAID = {
  idle: '',
  copied: 'Copied',
  failed: 'Could not copy. Select the text and copy it by hand.',
} satisfies Record<Outcome, string>
const SHOWN_MS = 1800

/** Copies, and says so in its own place: nothing moves. */
export function CopyButton({ value, what, variant, size = 'sm' }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>('idle')
  // a page has dozens of these: what will be said gets its place when somebody comes near, which is before there is something to say
  const [isNear, setNear] = useState(false)
  const comeNear = () => setNear(true)

  useEffect(() => {
    if (outcome === 'idle') return
    const timer = setTimeout(() => setOutcome('idle'), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy() {
    setOutcome((await copyText(value)) ? 'copied' : 'failed')
  }

  const label = `Copy ${what}`
  const button = { type: 'button', onClick: copy, onFocus: comeNear, onPointerEnter: comeNear } as const
  const said = isNear && (
    <span role="status" className="sr-only">
      {SAID[outcome]}
    </span>
  )
  if (!variant)
    return (
      <>
        <button {...button} title={label} aria-label={label} className={clsx(css.small, css[outcome])} />
        {said}
      </>
    )

  const Icon = ICON[outcome]
  return (
    <span className="relative z-10 inline-flex shrink-0 align-middle">
      <button {...button} className={buttonClass({ variant, size })}>
        <Icon className={clsx(outcome === 'copied' && 'text-good-ink', outcome === 'failed' && 'text-bad-ink')} />
        <FixedWidth label={label} outcome={outcome} />
      </button>
      {said}
    </span>
  )
}

/** All the words lie on top of each other, so that the widest one gives the width. */
function FixedWidth({ label, outcome }: { label: string; outcome: Outcome }) {
  const shown = { idle: label, copied: 'Copied', failed: 'Not copied' }
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
