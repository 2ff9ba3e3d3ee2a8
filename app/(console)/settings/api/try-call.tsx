'use client'

import { useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Field } from '@/components/ui/field'
import { Textarea, TextField } from '@/components/ui/input'
import type { Call } from './to-reference'

type Answer = { status: number | null; text: string; ms: number }

/** Sends one call from this page, with the token and nothing else of the session. */
export function TryCall({ call, token }: { call: Call; token: string }) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [pending, setPending] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setPending(true)
    setAnswer(await send(call, token, form))
    setPending(false)
  }
  return (
    <form onSubmit={submit} className="grid gap-3" noValidate>
      {call.parameters.map(({ name, required, description, example, in: place }) => (
        <TextField key={name} label={name} name={name} optional={!required} hint={description || undefined} mono autoComplete="off" placeholder={place === 'header' ? 'made when you send' : example || undefined} />
      ))}
      {call.body !== null && (
        <Field label="Body" hint="Take out what you do not want to say.">
          {(control) => <Textarea {...control} name="body" mono rows={Math.min(14, call.body!.split('\n').length + 1)} defaultValue={call.body ?? ''} spellCheck={false} />}
        </Field>
      )}
      <div>
        <Button type="submit" pending={pending} disabledReason={token ? null : 'Put your token into the field at the top of this page first.'}>
          Send {call.method}
        </Button>
      </div>
      <div aria-live="polite">
        {answer && <CodeBlock what={`answer of ${call.summary}`} title={`${answer.status ?? 'No answer'} · ${answer.ms} ms`} code={answer.text} />}
      </div>
    </form>
  )
}

async function send(call: Call, token: string, form: FormData): Promise<Answer> {
  const said = (name: string) => String(form.get(name) ?? '').trim()
  const path = call.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(said(name)))
  const query = new URLSearchParams(call.parameters.filter(({ in: place, name }) => place === 'query' && said(name) !== '').map(({ name }) => [name, said(name)]))
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` }
  for (const { name, in: place } of call.parameters) if (place === 'header') headers[name] = said(name) || crypto.randomUUID()
  if (call.body !== null) headers['Content-Type'] = 'application/json'
  const began = performance.now()
  const ms = () => Math.round(performance.now() - began)
  try {
    const answer = await fetch(`/api/v1${path}${query.size > 0 ? `?${query}` : ''}`, { method: call.method, headers, credentials: 'omit', ...(call.body !== null && { body: said('body') }) })
    return { status: answer.status, text: pretty(await answer.text()), ms: ms() }
  } catch {
    return { status: null, text: 'Causeway did not answer. Is it running?', ms: ms() }
  }
}

/** A page that shows a whole audit trail would stand still; the rest is for a program to read. */
const SHOWN = 100_000

function pretty(text: string): string {
  if (text.length > SHOWN) return `${text.slice(0, SHOWN)}\n…\nThe answer has ${text.length.toLocaleString('en-GB')} characters. Take all of it with curl.`
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
