'use client'

import clsx from 'clsx'
import Form from 'next/form'
import Link from 'next/link'
import { useEffect, useRef, type ComponentProps, type ReactNode } from 'react'
import { Search } from './icons'
import { Select } from './input'
import { Kbd } from './kbd'
import { isTyping } from './typing'

export type FilterBarProps = {
  /** The list's address; the fields become its query. */
  action: string
  /** Given when something is filtered: the way back to everything. */
  clear?: string
  children: ReactNode
}

/** A form whose answer is the list itself. A changed choice is sent at once, typed text with Enter. */
export function FilterBar({ action, clear, children }: FilterBarProps) {
  return (
    <Form
      action={action}
      scroll={false}
      role="search"
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) event.currentTarget.requestSubmit()
      }}
      className="mb-4 flex flex-wrap items-center gap-2"
    >
      {children}
      {clear && (
        <Link href={clear} className="inline-flex h-8.5 items-center rounded-md px-2 text-sm text-muted hover:text-ink">
          Clear filters
        </Link>
      )}
      <button type="submit" className="sr-only focus:not-sr-only focus:px-2 focus:text-sm">
        Apply
      </button>
    </Form>
  )
}

/** Search by text; `/` jumps here from anywhere on the page. */
export function SearchInput({ label, className, ...rest }: ComponentProps<'input'> & { label: string }) {
  const ref = useRef<HTMLInputElement>(null)

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      ref.current?.focus()
      ref.current?.select()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  return (
    <label className={clsx('relative block min-w-48 grow sm:max-w-72', className)}>
      <span className="sr-only">{label}</span>
      <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint" />
      <input
        placeholder={label}
        {...rest}
        ref={ref}
        type="search"
        aria-keyshortcuts="/"
        className="peer h-8.5 w-full rounded-md border border-control bg-surface pr-9 pl-8.5 shadow-control hover:border-muted max-sm:text-lg"
      />
      <span aria-hidden className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 peer-focus:opacity-0 peer-[:not(:placeholder-shown)]:opacity-0 max-sm:hidden">
        <Kbd>/</Kbd>
      </span>
    </label>
  )
}

/** A choice in the bar. `children` are the `<option>`s; the first one with an empty value means "all". */
export function FilterSelect({ label, className, ...rest }: ComponentProps<'select'> & { label: string }) {
  return <Select aria-label={label} {...rest} className={clsx('h-8.5! w-auto! max-w-52 max-sm:grow', className)} />
}
