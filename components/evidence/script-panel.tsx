'use client'

import clsx from 'clsx'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { LinkButton } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { SelectField } from '@/components/ui/input'
import { paths } from '@/lib/paths'
import { PLACES, type Place } from '@/lib/privatelink/evidence/observations'
import { DOES, DOES_NOT, type ScriptSubject } from '@/lib/privatelink/script/subject'
import { PLACE_WORDS } from './evidence-item'

/** The dialects' names are written here too, so that the scripts themselves are loaded only by those who read them. */
const DIALECTS = [
  { dialect: 'sh', label: 'Linux and macOS', run: 'sh causeway-check.sh' },
  { dialect: 'ps1', label: 'Windows PowerShell', run: 'powershell -ExecutionPolicy Bypass -File causeway-check.ps1' },
] as const
type Dialect = (typeof DIALECTS)[number]['dialect']

/** One script that looks at everything from inside the VPC, and how its report comes back. */
export function ScriptPanel({ subject, offBecause }: { subject: ScriptSubject; offBecause: string | null }) {
  const id = useId()
  const [dialect, setDialect] = useState<Dialect>('sh')
  const [place, setPlace] = useState<Place>('vpc')
  const chosen = DIALECTS.find((each) => each.dialect === dialect)!
  return (
    <div className="space-y-4">
      <Tabs id={id} chosen={dialect} choose={setDialect} />
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${dialect}`} className="space-y-4">
        <div className="flex flex-wrap items-end gap-3">
          <SelectField label="Where you will run it" value={place} onChange={(event) => setPlace(event.target.value as Place)} fieldClassName="w-52 max-w-full">
            {PLACES.map((each) => (
              <option key={each} value={each}>
                {PLACE_WORDS[each].choice}
              </option>
            ))}
          </SelectField>
          <LinkButton plain download variant="primary" href={paths.script(subject.requestId, dialect, place)} disabledReason={offBecause}>
            Download the script
          </LinkButton>
        </div>
        <CodeBlock what={`command that runs the script, ${chosen.label}`} title="then, on that machine" code={chosen.run} />
        <p className="max-w-prose text-sm text-pretty text-muted">
          The downloaded script sends its report here by itself, once and within the hour. Where it cannot reach Causeway it prints one line: paste it into the box above.
        </p>
        <Disclosure look="quiet" summary="What the script does, and what it does not">
          <ul className="list-disc space-y-1 pl-5">
            {[...DOES, ...DOES_NOT].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Disclosure>
        <ReadIt key={dialect} dialect={dialect} subject={subject} />
      </div>
    </div>
  )
}

function Tabs({ id, chosen, choose }: { id: string; chosen: Dialect; choose: (dialect: Dialect) => void }) {
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    event.preventDefault()
    const next = DIALECTS[chosen === 'sh' ? 1 : 0]
    choose(next.dialect)
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${next.dialect}`)}`)?.focus()
  }
  return (
    <div ref={list} role="tablist" aria-label="Operating system" onKeyDown={move} className="flex gap-1 border-b border-line">
      {DIALECTS.map(({ dialect, label }) => (
        <button
          key={dialect}
          id={`${id}-${dialect}`}
          type="button"
          role="tab"
          aria-selected={dialect === chosen}
          aria-controls={`${id}-panel`}
          tabIndex={dialect === chosen ? 0 : -1}
          onClick={() => choose(dialect)}
          className={clsx('-mb-px min-h-9 border-b-2 px-3 text-sm font-medium transition-colors', dialect === chosen ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink')}
        >
          {label}
        </button>
      ))}
    </div>
  )
}

/** The script without a key, to be read before it is run, or copied: its report is then the line to paste. */
function ReadIt({ dialect, subject }: { dialect: Dialect; subject: ScriptSubject }) {
  const [wanted, setWanted] = useState(false)
  const [code, setCode] = useState<string | null>(null)
  useEffect(() => {
    if (!wanted) return
    let here = true
    void import('@/lib/privatelink/script').then(({ renderScript }) => here && setCode(renderScript(dialect, subject)))
    return () => {
      here = false
    }
  }, [wanted, dialect, subject])
  return (
    <div onClickCapture={() => setWanted(true)}>
      <Disclosure look="quiet" summary="Read or copy the script">
        <p className="text-sm">This copy has no key, so it prints its report as a line to paste.</p>
        {code === null ? <p className="text-sm text-faint">Loading the script…</p> : <CodeBlock what="script" title={`causeway-check.${dialect}`} code={code} />}
      </Disclosure>
    </div>
  )
}
