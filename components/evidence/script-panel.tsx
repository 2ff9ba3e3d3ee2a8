'use client'

import { useEffect, useState } from 'react'
import { LinkButton } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { SelectField } from '@/components/ui/input'
import { LateDisclosure } from '@/components/ui/late-disclosure'
import { TabRow, useTabs } from '@/components/ui/tabs'
import { paths } from '@/lib/paths'
import { PLACES, type Place } from '@/lib/privatelink/evidence/places'
import { DOES, DOES_NOT, type ScriptSubject } from '@/lib/privatelink/script/subject'
import { PLACE_WORDS } from './evidence-item'

/** The dialects' names are written here too, so that the scripts themselves are loaded only by those who read them. */
const DIALECTS = [
  { key: 'sh', label: 'Linux and macOS', run: 'sh causeway-check.sh' },
  { key: 'ps1', label: 'Windows PowerShell', run: 'powershell -ExecutionPolicy Bypass -File causeway-check.ps1' },
] as const
type Dialect = (typeof DIALECTS)[number]['key']

/** One script that looks at everything from inside the VPC, and how its report comes back. */
export function ScriptPanel({ subject, offBecause }: { subject: ScriptSubject; offBecause: string | null }) {
  const [dialect, setDialect] = useState<Dialect>('sh')
  const [place, setPlace] = useState<Place>('vpc')
  const tabs = useTabs({ label: 'Operating system', keys: DIALECTS.map(({ key }) => key), chosen: dialect, onChoose: setDialect })
  const chosen = DIALECTS.find(({ key }) => key === dialect)!
  return (
    <div className="space-y-4">
      <TabRow tabs={tabs} options={DIALECTS} />
      <div {...tabs.panel} className="space-y-4">
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
        <LateDisclosure look="quiet" summary="What the script does, and what it does not">
          <ul className="list-disc space-y-1 pl-5">
            {[...DOES, ...DOES_NOT].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </LateDisclosure>
        <LateDisclosure key={dialect} look="quiet" summary="Read or copy the script">
          <ReadIt dialect={dialect} subject={subject} />
        </LateDisclosure>
      </div>
    </div>
  )
}

/** The script without a key, to be read before it is run, or copied: its report is then the line to paste. */
function ReadIt({ dialect, subject }: { dialect: Dialect; subject: ScriptSubject }) {
  const [code, setCode] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    void import('@/lib/privatelink/script').then(({ renderScript }) => here && setCode(renderScript(dialect, subject)))
    return () => {
      here = false
    }
  }, [dialect, subject])
  return (
    <>
      <p className="text-sm">This copy has no key, so it prints its report as a line to paste.</p>
      {code === null ? <p className="text-sm text-faint">Loading the script…</p> : <CodeBlock what="script" title={`causeway-check.${dialect}`} code={code} />}
    </>
  )
}
