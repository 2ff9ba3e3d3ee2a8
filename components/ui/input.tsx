import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { Field, type FieldProps } from './field'

/* 16 px on a phone: with less, its browser zooms into the field. */
const CONTROL =
  'block w-full min-w-0 rounded-md border border-control bg-surface text-ink shadow-control transition-colors max-sm:text-lg ' +
  'hover:border-muted aria-invalid:border-bad disabled:border-line disabled:bg-sunken disabled:text-faint'

type Mono = { mono?: boolean }

export function Input({ mono, className, ...rest }: ComponentProps<'input'> & Mono) {
  return <input {...rest} className={clsx(CONTROL, 'h-9 px-3 read-only:bg-sunken', mono && 'font-mono', className)} />
}

export function Textarea({ mono, className, ...rest }: ComponentProps<'textarea'> & Mono) {
  return <textarea {...rest} className={clsx(CONTROL, 'min-h-20 px-3 py-2 read-only:bg-sunken', mono && 'font-mono', className)} />
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={clsx(CONTROL, 'chevron h-9 appearance-none truncate pr-8 pl-3', className)} />
}

type Around = Pick<FieldProps, 'hint' | 'error' | 'optional' | 'aside'> & { label: ReactNode; fieldClassName?: string }

/** Field and Input in one, for the usual case. */
export function TextField({ label, hint, error, optional, aside, id, required, fieldClassName, ...rest }: ComponentProps<typeof Input> & Around) {
  return (
    <Field {...{ label, hint, error, optional, aside, id, required }} className={fieldClassName}>
      {(control) => <Input {...rest} {...control} />}
    </Field>
  )
}

export function TextareaField({ label, hint, error, optional, aside, id, required, fieldClassName, ...rest }: ComponentProps<typeof Textarea> & Around) {
  return (
    <Field {...{ label, hint, error, optional, aside, id, required }} className={fieldClassName}>
      {(control) => <Textarea {...rest} {...control} />}
    </Field>
  )
}

/** `children` are the `<option>`s. */
export function SelectField({ label, hint, error, optional, aside, id, required, fieldClassName, ...rest }: ComponentProps<typeof Select> & Around) {
  return (
    <Field {...{ label, hint, error, optional, aside, id, required }} className={fieldClassName}>
      {(control) => <Select {...rest} {...control} />}
    </Field>
  )
}
