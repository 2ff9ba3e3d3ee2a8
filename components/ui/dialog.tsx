'use client'

import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { Button, type ButtonProps } from './button'
import { X } from './icons'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: ReactNode
  description?: ReactNode
  /** The buttons. One inside `<form method="dialog">`, or a DialogClose, closes it. */
  footer?: ReactNode
  children?: ReactNode
}

/** A modal on the browser's own dialog: it traps and returns the focus, Escape closes it. */
export function Dialog({ open, onClose, title, description, footer, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()

  useEffect(() => {
    const dialog = ref.current
    if (!dialog || dialog.open === open) return
    if (open) dialog.showModal()
    else dialog.close()
  }, [open])

  return (
    <dialog
      ref={ref}
      onClose={onClose}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      // It may stand in a table's cell, whose text is small, in one line or on the right.
      className="m-auto text-left text-base whitespace-normal w-[min(32rem,calc(100vw-2rem))] overflow-hidden rounded-xl bg-raised p-0 text-ink shadow-overlay backdrop:bg-backdrop"
    >
      {open && (
        <>
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <h2 id={`${id}-title`} className="text-lg font-semibold tracking-tight wrap-anywhere">
              {title}
            </h2>
            <button
              type="button"
              aria-label="Close"
              onClick={() => ref.current?.close()}
              className="-mr-1.5 grid size-7 shrink-0 place-items-center rounded-md text-faint hover:bg-sunken hover:text-ink"
            >
              <X className="size-4" />
            </button>
          </div>
          <div className="px-5 pt-1 pb-5">
            {description && (
              <p id={`${id}-description`} className="text-pretty text-muted">
                {description}
              </p>
            )}
            {children && <div className="mt-4">{children}</div>}
          </div>
          {footer && <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-canvas px-5 py-3">{footer}</div>}
        </>
      )}
    </dialog>
  )
}

export type DialogButtonProps = Omit<DialogProps, 'open' | 'onClose'> &
  Pick<ButtonProps, 'variant' | 'size' | 'disabledReason'> & {
    /** What stands on the button that opens the dialog. */
    label: ReactNode
  }

/** A button and the dialog it opens; `children` and `footer` may come from the server. */
export function DialogButton({ label, variant, size, disabledReason, ...dialog }: DialogButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant={variant} size={size} disabledReason={disabledReason} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog {...dialog} open={open} onClose={() => setOpen(false)} />
    </>
  )
}

/** Closes the dialog it stands in. */
export function DialogClose({ children = 'Cancel', ...rest }: ButtonProps) {
  return (
    <Button {...rest} onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
      {children}
    </Button>
  )
}
