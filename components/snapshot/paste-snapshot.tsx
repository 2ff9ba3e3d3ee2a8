'use client'

import { startTransition, useActionState, useRef, useState, type FormEvent } from 'react'
import { Field, FieldError } from '@/components/ui/field'
import { TextareaField } from '@/components/ui/input'
import { LiveRegion } from '@/components/ui/live-region'
import { SubmitButton } from '@/components/ui/submit-button'
import { LARGEST_SNAPSHOT } from '@/lib/privatelink/snapshot/largest'

type Answer = { error?: string; fields?: Record<string, string>; done?: string }
export type SnapshotAction = (previous: Answer, form: FormData) => Promise<Answer>

type Props = {
  accountId: string
  region: string
  action: SnapshotAction
  offBecause: string | null
  label?: string
  hint?: string
}

const HINT = 'The file that the block writes, or what the commands print, in any mixture, with prompts. Only what Causeway needs leaves your browser.'

/**
 * The box for what AWS answers, and the file beside it. With scripts the text is read in the browser first: what is wrong is said at
 * once, and only what is kept is sent, which is also much smaller than what was pasted.
 */
export function PasteSnapshot({ accountId, region, action, offBecause, label = 'What AWS answers', hint = HINT }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [answer, send, pending] = useActionState(action, {})
  const [local, setLocal] = useState<{ error: string | null; problems: string[] }>({ error: null, problems: [] })
  const [file, setFile] = useState<File | null>(null)
  const [seen, setSeen] = useState(answer)
  const [text, setText] = useState('')
  // what was kept leaves the box
  if (answer !== seen) {
    setSeen(answer)
    if (answer.done) {
      setText('')
      setFile(null)
    }
  }

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const found = await readInBrowser(file, text, { accountId, region })
    setLocal({ error: 'error' in found ? found.error : null, problems: 'problems' in found ? found.problems : [] })
    if ('error' in found) return
    const fields = new FormData()
    for (const [name, value] of Object.entries({ accountId, region, text: found.text })) fields.set(name, value)
    startTransition(() => send(fields))
  }
  const error = local.error ?? answer.fields?.text ?? answer.error
  const done = local.error ? '' : [answer.done, ...(answer.done ? local.problems : [])].filter(Boolean).join(' ')
  return (
    <form ref={form} action={send} onSubmit={submit} noValidate className="space-y-4">
      <input type="hidden" name="accountId" value={accountId} />
      <input type="hidden" name="region" value={region} />
      <TextareaField label={label} name="text" mono rows={5} spellCheck={false} autoComplete="off" hint={hint} error={error} value={text} onChange={(event) => setText(event.target.value)} className="max-h-80 text-sm" />
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Or choose the file" className="min-w-0">
          {(control) => (
            // without a name: a browser without scripts sends the box
            <input
              {...control}
              key={file === null ? 'none' : 'chosen'}
              type="file"
              accept=".json,.txt,application/json,text/plain"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
              className="block w-full max-w-full text-sm text-muted file:mr-3 file:h-9 file:rounded-md file:border file:border-solid file:border-control file:bg-surface file:px-3 file:text-ink"
            />
          )}
        </Field>
        <SubmitButton variant="primary" pending={pending} pendingLabel="Reading it" disabledReason={offBecause}>
          Keep these answers
        </SubmitButton>
      </div>
      <div role="alert">{answer.fields?.region && <FieldError>{answer.fields.region}</FieldError>}</div>
      {done && <p className="text-sm text-pretty wrap-anywhere">{done}</p>}
      <LiveRegion>{done}</LiveRegion>
    </form>
  )
}

async function readInBrowser(file: File | null, typed: string, place: { accountId: string; region: string }): Promise<{ error: string } | { text: string; problems: string[] }> {
  if (file && file.size > LARGEST_SNAPSHOT) return { error: 'The file is larger than 4 MB. Set “vpc” in the first lines of the block, so that it reads one VPC only, and run it again.' }
  const text = file ? await file.text() : typed
  const { readSnapshot, toDocument } = await import('@/lib/privatelink/snapshot/read-snapshot')
  const reading = readSnapshot(text, place)
  return 'refused' in reading ? { error: reading.refused } : { text: toDocument(reading, place), problems: reading.problems }
}
