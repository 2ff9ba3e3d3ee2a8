import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { Field, type FieldProps } from './field'

type Mono = { mono?: boolean }

export function Input({ mono, className, ...rest }: ComponentProps<'input'> & Mono) {
  return <input {...rest} className={clsx('control control-line', mono && 'font-mono', className)} />
}

export function Textarea({ mono, className, ...rest }: ComponentProps<'textarea'> & Mono) {
  return <textarea {...rest} className={clsx('control control-text', mono && 'font-mono', className)} />
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={clsx('control chevron h-9 appearance-none truncate pr-8 pl-3', className)} />
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
