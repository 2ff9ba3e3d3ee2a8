import { Badge } from '@/components/ui/badge'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Untrusted } from '@/components/ui/text'
import { TimeAgo } from '@/components/ui/time'
import { listWords } from '@/lib/privatelink/text'
import { DeleteEvidence } from './delete-evidence'
import { PLACE_WORDS, type EvidenceItem, type EvidenceView } from './evidence-item'
import { LateScript } from './late-script'
import { PasteBox, type EvidenceAction } from './paste-box'
import { ReadingList } from './reading-list'

type Doors = { add: EvidenceAction; remove: EvidenceAction }

/**
 * What people saw from where they are: paste it, or let one script look at everything. Drawn on the server, but for the box, the
 * script and the buttons: what was kept is long, changes seldom, and needs no script to be read.
 */
export function EvidencePanel({ view: { requestId, items, more, subject, script, offBecause }, doors: { add, remove } }: { view: EvidenceView; doors: Doors }) {
  return (
    <Panel id="evidence" title="Evidence" description="What was seen from your side. Only a machine inside the VPC sees the private way.">
      <div className="space-y-7">
        <PasteBox requestId={requestId} subject={subject} action={add} offBecause={offBecause} />
        <LateScript subject={script} offBecause={offBecause} />
        <section aria-labelledby="evidence-kept">
          <h3 id="evidence-kept" className="mb-2 font-medium">
            Kept so far
          </h3>
          {items.length === 0 && <p className="text-sm text-muted">Nothing yet.</p>}
          <ul className="space-y-3">
            {items.map((item) => (
              <Kept key={item.evidenceId} item={item} remove={remove} />
            ))}
          </ul>
          {more && <p className="mt-2 text-sm text-muted">Older evidence is kept but not shown here.</p>}
        </section>
      </div>
    </Panel>
  )
}

function Kept({ item: { evidenceId, at, who, own, origin, place, text, blanked, reading }, remove }: { item: EvidenceItem; remove: EvidenceAction }) {
  return (
    <li className="rounded-lg border border-line p-3 sm:p-4">
      <div className="mb-2.5 flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5 text-sm">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone="neutral">{origin === 'script' ? 'Report of the script' : 'Pasted'}</Badge>
          <span className="text-muted">
            run {PLACE_WORDS[place].run}, by <Untrusted max={80}>{who}</Untrusted>, <TimeAgo at={at} />
          </span>
        </span>
        {own && <DeleteEvidence evidenceId={evidenceId} remove={remove} />}
      </div>
      {reading.findings.length === 0 && <p className="mb-2 text-sm text-muted">Nothing in it was understood as a fact about the network.</p>}
      <ReadingList reading={reading} withLines={origin === 'paste'} label="What it says" />
      {blanked.length > 0 && <p className="mt-2 text-sm text-muted">Blanked before it was kept: {listWords(blanked)}.</p>}
      <div className="mt-2">
        <Disclosure look="quiet" summary="The text as it was kept">
          <CodeBlock what="text of the evidence" code={text} wrap />
        </Disclosure>
      </div>
    </li>
  )
}
