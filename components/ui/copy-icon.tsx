'use client'

import { COPIED, copyText, NOT_COPIED, SHOWN_MS } from './copy-text'
import css from './copy-icon.module.css'

type Props = {
  value: string
  /** What is copied, e.g. "endpoint id": the button is called "Copy endpoint id". */
  what: string
}

/** Copies, and says so in its own place. A page has dozens, so it keeps nothing: what came of it stands on the element for a moment. */
export function CopyIcon({ value, what }: Props) {
  return (
    <button
      type="button"
      title={`Copy ${what}`}
      className={`with-icon ${css.icon}`}
      onPointerEnter={({ currentTarget }) => voiceOf(currentTarget)}
      onFocus={({ currentTarget }) => voiceOf(currentTarget)}
      onClick={({ currentTarget }) => void copy(currentTarget, value)}
    />
  )
}

const ends = new WeakMap<HTMLElement, ReturnType<typeof setTimeout>>()

async function copy(button: HTMLElement, value: string): Promise<void> {
  const done = await copyText(value)
  const voice = voiceOf(button)
  button.dataset.outcome = done ? 'copied' : 'failed'
  voice.textContent = done ? COPIED : NOT_COPIED
  clearTimeout(ends.get(button))
  ends.set(
    button,
    setTimeout(() => {
      delete button.dataset.outcome
      voice.textContent = ''
    }, SHOWN_MS),
  )
}

/** What is read aloud. One for the page, there when somebody comes near, which is before there is something to say; a dialog has its own, as all else is inert then. */
function voiceOf(button: HTMLElement): HTMLElement {
  const home = button.closest('dialog') ?? document.body
  const there = home.querySelector<HTMLElement>(':scope > [data-copy-voice]')
  if (there) return there
  const made = document.createElement('span')
  made.setAttribute('role', 'status')
  made.className = 'sr-only'
  made.dataset.copyVoice = ''
  home.append(made)
  return made
}
