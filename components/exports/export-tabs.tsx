'use client'

import { Download } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { LinkButton } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Skeleton } from '@/components/ui/skeleton'
import { useTabs, type Tabs } from '@/components/ui/tabs'
import { paths } from '@/lib/paths'
import type { ExportSubject } from '@/lib/privatelink/exports/export'
import { DownloadButton } from './download-button'
import { Highlighted } from './highlighted'
import type { Tab } from './rendered'

type Loaded = typeof import('./rendered')

/** The take-away in every format that can be written now, rendered here from the plan in hand. */
export function ExportTabs({ subject, stored }: {
  subject: ExportSubject
  /** The request is on the server as it is shown here, so files come from there. */
  stored?: boolean
}) {
  const frame = useRef<HTMLDivElement>(null)
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element || loaded) return
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        watch.disconnect()
        import('./rendered').then(setLoaded, () => setFailed(true))
      },
      { rootMargin: '400px' },
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [loaded])
  return (
    <div ref={frame} className="min-h-[35rem]">
      {failed && <p className="text-muted">The formats could not be loaded. Reload the page to try again.</p>}
      {!loaded && !failed && <Waiting />}
      {loaded && <Formats loaded={loaded} subject={subject} stored={stored} />}
    </div>
  )
}

const Waiting = () => (
  <div role="status" className="space-y-3">
    <span className="sr-only">Loading the formats…</span>
    <Skeleton className="h-9" />
    <Skeleton className="h-[30rem]" />
  </div>
)

function Formats({ loaded, subject, stored }: { loaded: Loaded; subject: ExportSubject; stored?: boolean }) {
  const tabs = loaded.tabsOf(subject)
  const [chosen, setChosen] = useState('terraform')
  const tab = tabs.find(({ format }) => format === chosen) ?? tabs[0]!
  const roles = useTabs<string>({ label: 'Formats', keys: tabs.map(({ format }) => format), chosen: tab.format, onChoose: setChosen })
  const { text, pieces, fileName, contentType } = loaded.showExport(tab.format, subject)
  const what = tab.part === 'zone' ? `${tab.label} of the hosted zone` : tab.label
  return (
    <>
      <FormatTabs roles={roles} tabs={tabs} />
      <div {...roles.panel} className="mt-3">
        <div className="mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <p className="min-h-10 max-w-prose min-w-0 flex-1 basis-72 text-sm text-pretty text-muted">{tab.about}</p>
          <span className="flex gap-2">
            <CopyButton value={text} what={what} variant="secondary" />
            {stored ? (
              <LinkButton plain download size="sm" href={paths.exportFile(subject.requestId, tab.format)} aria-label={`Download ${what}`}>
                <Download aria-hidden /> Download
              </LinkButton>
            ) : (
              <DownloadButton text={text} fileName={fileName} contentType={contentType} what={what} />
            )}
          </span>
        </div>
        <pre tabIndex={0} role="region" aria-label={what} translate="no" className="max-h-[28rem] [contain:inline-size] overflow-auto rounded-lg border border-line bg-sunken px-3.5 py-3 font-mono text-sm whitespace-pre -outline-offset-2!">
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
        <div key={part} role="presentation" className="grid gap-1 sm:grid-cols-[10rem_1fr]">
          <span aria-hidden className="text-xs text-muted sm:pt-1.5">
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
