import { useState } from 'react'
import { LinkButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Download } from '@/components/ui/icons'
import { useTabs, type Tabs } from '@/components/ui/tabs'
import { paths } from '@/lib/paths'
import type { ExportSubject } from '@/lib/privatelink/exports/export'
import { DownloadButton } from './download-button'
import { Highlighted } from './highlighted'
import { showExport, tabsOf, type Tab } from './rendered'

/** The tabs and the text of the one that is chosen. It comes with all formats and the highlighter, once somebody is about to see them. */
export function Formats({ subject, stored }: { subject: ExportSubject; stored?: boolean }) {
  const tabs = tabsOf(subject)
  const [chosen, setChosen] = useState('terraform')
  const tab = tabs.find(({ format }) => format === chosen) ?? tabs[0]!
  const roles = useTabs<string>({ label: 'Formats', keys: tabs.map(({ format }) => format), chosen: tab.format, onChoose: setChosen })
  const { text, pieces, fileName, contentType } = showExport(tab.format, subject)
  const what = tab.part === 'zone' ? `${tab.label} of the hosted zone` : tab.label
  return (
    <>
      <FormatTabs roles={roles} tabs={tabs} />
      <div {...roles.panel} className="mt-3 flex min-h-0 grow flex-col">
        <div className="mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <p className="min-h-10 max-w-prose min-w-0 flex-1 basis-72 text-sm text-pretty text-muted">{tab.about}</p>
          <span className="flex gap-2">
            <CopyButton value={text} what={what} variant="secondary" />
            {stored ? (
              <LinkButton plain download size="sm" href={paths.exportFile(subject.requestId, tab.format)} aria-label={`Download ${what}`}>
                <Download /> Download
              </LinkButton>
            ) : (
              <DownloadButton text={text} fileName={fileName} contentType={contentType} what={what} />
            )}
          </span>
        </div>
        <pre tabIndex={0} role="region" aria-label={what} translate="no" className="min-h-0 grow [contain:inline-size] overflow-auto rounded-lg border border-line bg-sunken px-3.5 py-3 font-mono text-sm whitespace-pre -outline-offset-2!">
          <code>
            <Highlighted pieces={pieces} />
          </code>
        </pre>
      </div>
    </>
  )
}

const PARTS = [
  { part: 'endpoint', title: 'The endpoint' },
  { part: 'zone', title: 'A DNS zone of your own' },
] as const

/** Two rows of one list of tabs: the arrow keys go through both. */
function FormatTabs({ roles, tabs }: { roles: Tabs<string>; tabs: Tab[] }) {
  return (
    <div {...roles.list} className="space-y-2">
      {PARTS.map(({ part, title }) => (
        <div key={part} role="presentation" className="grid gap-1 @xl:grid-cols-[10rem_1fr]">
          <span aria-hidden className="text-xs text-muted @xl:pt-1.5">
            {title}
          </span>
          <div role="presentation" className="flex flex-wrap items-center gap-1">
            {tabs
              .filter((tab) => tab.part === part)
              .map(({ format, label }) => (
                <button
                  key={format}
                  {...roles.tab(format)}
                  aria-label={part === 'zone' ? `${label}, hosted zone` : undefined}
                  className="min-h-7 rounded-md border border-transparent px-2.5 text-sm text-muted transition-colors hover:bg-sunken hover:text-ink aria-selected:border-accent-line aria-selected:bg-accent-soft aria-selected:font-medium aria-selected:text-accent-ink"
                >
                  {label}
                </button>
              ))}
          </div>
        </div>
      ))}
    </div>
  )
}
