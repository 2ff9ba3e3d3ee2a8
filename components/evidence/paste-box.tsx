'use client'

import { useActionState, useEffect, useRef, useState } from 'react'
import { FieldError } from '@/components/ui/field'
import { SelectField, TextareaField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { LiveRegion } from '@/components/ui/live-region'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Subject } from '@/lib/privatelink/evidence/about'
import { PLACES } from '@/lib/privatelink/evidence/places'
import { PLACE_WORDS } from './evidence-item'
import type { Understanding } from './understood'

export type EvidenceAction = (previous: ActionAnswer, form: FormData) => Promise<ActionAnswer>
type ActionAnswer = { error?: string; fields?: Record<string, string>; done?: string }

const PAUSE_MS = 200
const HINT = 'Output of nslookup, dig, host, getent, telnet, nc, curl, openssl, clickhouse-client or Test-NetConnection, in any mixture, with its prompts. Passwords and keys in it are blanked before it is kept.'

/** A box that says while one types what it understands. The readers come to the browser with the first letter, and nothing is sent before the button. */
export function PasteBox({ requestId, subject, action, offBecause }: { requestId: string; subject: Subject; action: EvidenceAction; offBecause: string | null }) {
  const [answer, send, pending] = useActionState(action, {})
  const [text, setText] = useState('')
  const [place, setPlace] = useState<string>('vpc')
  const understood = useUnderstanding(text, subject)
  const [kept, setKept] = useState(answer)
  // what was kept leaves the box
  if (answer !== kept) {
    setKept(answer)
    if (answer.done) setText('')
  }
  const errors = answer.fields ?? {}
  return (
    <KeptForm send={send} className="space-y-4">
      <input type="hidden" name="requestId" value={requestId} />
      <TextareaField
        label="What you saw"
        name="text"
        mono
        rows={6}
        spellCheck={false}
        autoComplete="off"
        hint={HINT}
        error={errors.text}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="max-h-96 text-sm"
      />
      {understood?.shown}
      <LiveRegion>{understood?.summary ?? ''}</LiveRegion>
      <div className="flex flex-wrap items-end gap-3">
        <SelectField label="Where it was run" name="place" value={place} onChange={(event) => setPlace(event.target.value)} error={errors.place} fieldClassName="w-52 max-w-full">
          {PLACES.map((each) => (
            <option key={each} value={each}>
              {PLACE_WORDS[each].choice}
            </option>
          ))}
        </SelectField>
        <SubmitButton variant="primary" pending={pending} pendingLabel="Keeping it" disabledReason={offBecause}>
          Keep as evidence
        </SubmitButton>
      </div>
      <div role="alert">{answer.error && <FieldError>{answer.error}</FieldError>}</div>
      <LiveRegion>{answer.done ?? ''}</LiveRegion>
    </KeptForm>
  )
}

/** Where the readers could not be fetched: the text is in the box as before, and the server reads it when it is kept. */
const UNREAD = 'What this text says cannot be shown just now. It can be kept all the same, and is read then.'
const unread: Understanding = { summary: UNREAD, shown: <p className="text-sm text-muted">{UNREAD}</p> }

/** What the text says, a moment after the last key. */
function useUnderstanding(text: string, subject: Subject): Understanding | null {
  const [understanding, setUnderstanding] = useState<Understanding | null>(null)
  const latest = useRef(subject)
  useEffect(() => void (latest.current = subject), [subject])
  useEffect(() => {
    if (text.trim() === '') return
    let wanted = true
    const timer = setTimeout(async () => {
      const found = await import('./understood').then(({ understand }) => understand(text, latest.current), () => unread)
      if (wanted) setUnderstanding(found)
    }, PAUSE_MS)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [text])
  return text.trim() === '' ? null : understanding
}
