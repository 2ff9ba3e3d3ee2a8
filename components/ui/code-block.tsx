import clsx from 'clsx'
import type { ReactNode } from 'react'
import { CopyIcon } from './copy-icon'

export type CodeBlockProps = {
  code: string
  /** What it is, e.g. "ticket text": names the block and its copy button. */
  what: string
  /** Shown on the block's head: a file name, a language. */
  title?: ReactNode
  actions?: ReactNode
  /** Long lines break instead of scrolling: for prose. */
  wrap?: boolean
  className?: string
}

/** Text for a machine or a ticket, to read and to copy whole. */
export function CodeBlock({ code, what, title, actions, wrap, className }: CodeBlockProps) {
  const copy = <CopyIcon value={code} what={what} />
  return (
    <figure className={clsx('overflow-hidden rounded-lg border border-line bg-sunken', className)}>
      <figcaption className="flex min-h-9 items-center justify-between gap-3 border-b border-line py-1 pr-1.5 pl-3.5 text-sm text-muted">
        <span className="min-w-0 truncate">{title ?? what}</span>
        {actions ? (
          <span className="flex shrink-0 items-center gap-1">
            {actions}
            {copy}
          </span>
        ) : (
          copy
        )}
      </figcaption>
      <pre
        tabIndex={0}
        role="region"
        aria-label={what}
        translate="no"
        className={clsx(
          'max-h-[28rem] [contain:inline-size] overflow-auto px-3.5 py-3 font-mono text-sm -outline-offset-2!',
          wrap ? 'wrap-anywhere whitespace-pre-wrap' : 'whitespace-pre',
        )}
      >
        <code>{code}</code>
      </pre>
    </figure>
  )
}
