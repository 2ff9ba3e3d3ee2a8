import clsx from 'clsx'
import Link from 'next/link'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { buttonClass, type ButtonLook } from './button-look'
import { Spinner } from './spinner'

export type { ButtonSize, ButtonVariant } from './button-look'

type Reason = {
  /** Why it cannot be pressed now: the control stays in place and focusable, and the sentence stands beside it. */
  disabledReason?: string | false | null
}

export type ButtonProps = ComponentProps<'button'> & ButtonLook & Reason & {
  /** Work is under way: the width stays, a spinner covers the label, a second press does nothing. */
  pending?: boolean
  /** What a screen reader hears while pending. */
  pendingLabel?: string
}

export function Button({
  variant,
  size,
  pending,
  pendingLabel = 'Working…',
  disabledReason,
  className,
  children,
  type = 'button',
  onClick,
  formAction,
  ...rest
}: ButtonProps) {
  const off = Boolean(disabledReason)
  const inert = off || pending
  // A plain button without a handler does nothing when pressed, so it can keep the focus instead of being `disabled`.
  const action = inert ? { type: 'button' as const } : { type, onClick, formAction }
  const button = (reasonId?: string) => (
    <button
      {...rest}
      {...action}
      aria-disabled={inert || undefined}
      aria-busy={pending || undefined}
      aria-describedby={clsx(rest['aria-describedby'], reasonId) || undefined}
      className={clsx(buttonClass({ variant, size, off }), className)}
    >
      <Label pending={pending}>{children}</Label>
    </button>
  )
  return (
    <>
      {off ? <WithReason reason={disabledReason}>{button}</WithReason> : button()}
      {pending !== undefined && (
        <span role="status" className="sr-only">
          {pending ? pendingLabel : ''}
        </span>
      )}
    </>
  )
}

export type LinkButtonProps = ComponentProps<typeof Link> & ButtonLook & Reason & {
  /** A download or another origin: a plain anchor, no client navigation. */
  plain?: boolean
}

/** A link that looks like a button: it goes somewhere, it does not change anything. */
export function LinkButton({ variant, size, disabledReason, plain, className, children, href, ...rest }: LinkButtonProps) {
  if (disabledReason) {
    return (
      <WithReason reason={disabledReason}>
        {(reasonId) => (
          <span
            role="link"
            tabIndex={0}
            aria-disabled="true"
            aria-describedby={reasonId}
            className={clsx(buttonClass({ variant, size, off: true }), className)}
          >
            {children}
          </span>
        )}
      </WithReason>
    )
  }
  const look = clsx(buttonClass({ variant, size }), className)
  if (plain) {
    return (
      <a href={String(href)} download={rest.download} target={rest.target} rel={rest.rel} className={look}>
        {children}
      </a>
    )
  }
  return (
    <Link href={href} {...rest} className={look}>
      {children}
    </Link>
  )
}

function Label({ pending, children }: { pending?: boolean; children: ReactNode }) {
  if (!pending) return children
  return (
    <>
      <span className="inline-flex items-center gap-[inherit] opacity-0">{children}</span>
      <span className="absolute inset-0 grid place-items-center">
        <Spinner />
      </span>
    </>
  )
}

/** `children` draws the control, described by the reason's id. */
function WithReason({ reason, children }: { reason: ReactNode; children: (reasonId: string) => ReactNode }) {
  const id = useId()
  return (
    <span className="inline-flex max-w-full flex-col items-start gap-1.5">
      {children(id)}
      <span id={id} className="max-w-sm text-sm text-pretty text-muted">
        {reason}
      </span>
    </span>
  )
}
