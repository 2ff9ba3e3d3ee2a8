'use client'

import { useState } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { TextField } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import type { Call, Group } from './to-reference'
import { TryCall } from './try-call'

/** Every call, folded; the token that is typed is used by each of them and kept nowhere. */
export function Reference({ groups, base }: { groups: Group[]; base: string }) {
  const [token, setToken] = useState('')
  return (
    <div className="grid gap-5">
      <Panel title="Your token" description="Used by the forms below and kept in this page only: a reload forgets it.">
        <TextField label="Token" type="password" autoComplete="off" spellCheck={false} mono value={token} onChange={(event) => setToken(event.target.value.trim())} placeholder="causeway_…" />
      </Panel>
      <nav aria-label="Groups of calls">
        <ul className="flex flex-wrap gap-x-4 gap-y-1.5 text-sm">
          {groups.map(({ name, calls }) => (
            <li key={name} className="py-0.5">
              <TextLink href={`#${anchorOf(name)}`}>{name}</TextLink> <span className="text-muted">{calls.length}</span>
            </li>
          ))}
        </ul>
      </nav>
      {groups.map(({ name, calls }) => (
        <Panel key={name} id={anchorOf(name)} title={name}>
          <ul className="grid gap-2">
            {calls.map((call) => (
              <li key={call.id}>
                <Disclosure summary={<CallLine call={call} />}>
                  <div className="grid gap-4 pt-2">
                    {call.description && <p className="max-w-prose text-sm text-pretty whitespace-pre-line text-muted">{inWords(call.description)}</p>}
                    <CodeBlock what={`curl command of ${call.summary}`} title="curl" code={curlOf(call, base)} />
                    <TryCall call={call} token={token} />
                  </div>
                </Disclosure>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  )
}

const anchorOf = (name: string) => name.toLowerCase().replaceAll(' ', '-')

/** What stands between backticks in the document is somebody’s to type. */
const inWords = (text: string) => text.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))

function CallLine({ call: { method, path, summary } }: { call: Call }) {
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-0.5">
      <span className="w-14 shrink-0 font-mono text-sm font-semibold">{method}</span>
      <span className="min-w-0 font-mono text-sm wrap-anywhere">{path}</span>
      <span className="text-sm text-muted">{summary}</span>
    </span>
  )
}

/** The same call for a shell, with the token in a variable: it must not land in the shell’s history. */
function curlOf({ method, path, parameters, body }: Call, base: string): string {
  const lines = [`curl -sS -X ${method} '${base}${path}'`, `  -H "Authorization: Bearer $CAUSEWAY_TOKEN"`]
  if (parameters.some(({ name }) => name === 'Idempotency-Key')) lines.push(`  -H "Idempotency-Key: $(uuidgen)"`)
  if (body !== null) lines.push(`  -H 'Content-Type: application/json'`, `  -d '${JSON.stringify(JSON.parse(body)).replaceAll("'", `'\\''`)}'`)
  return lines.join(' \\\n')
}
