import { Badge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/callout'
import { Untrusted } from '@/components/ui/text'
import { isPrivateHostname, type ParsedHostnames } from '@/lib/privatelink/hostnames'
import { findRegion } from '@/lib/privatelink/regions'

/** What was understood of the paste, name by name, and what was not, each with its reason. */
export function HostnamesRead({ parsed }: { parsed: ParsedHostnames }) {
  const { hostnames, regions, problems, notes } = parsed
  if (hostnames.length === 0 && problems.length === 0) {
    return <p className="min-h-14 pt-3 text-sm text-faint">What is recognised appears here while you type.</p>
  }
  return (
    <div className="min-h-14 space-y-3 pt-3">
      {hostnames.length > 0 && (
        <div>
          <p className="mb-2 flex flex-wrap items-center gap-2 text-sm text-muted">
            <span>
              {hostnames.length} {hostnames.length === 1 ? 'instance' : 'instances'} recognised
            </span>
            {regions.map((region) => (
              <Badge key={region} tone={regions.length === 1 ? 'good' : 'bad'}>
                {regionName(region)}
              </Badge>
            ))}
          </p>
          <ul aria-label="Recognised hostnames" className="flex max-h-64 flex-wrap gap-1.5 overflow-y-auto">
            {hostnames.map((hostname) => (
              <li key={hostname} className="inline-flex max-w-full items-center gap-2 rounded-md border border-line bg-sunken py-0.5 pr-2 pl-2.5">
                <code className="min-w-0 font-mono text-sm wrap-anywhere">{hostname}</code>
                <span className="shrink-0 text-xs text-muted">{isPrivateHostname(hostname) ? 'private name' : 'public name'}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {problems.length > 0 && (
        <Callout tone={regions.length === 1 ? 'attention' : 'bad'} title={titleOf(parsed)}>
          <ul className="space-y-2">
            {problems.map(({ input, reason }) => (
              <li key={input}>
                <Untrusted className="font-mono text-sm">{input}</Untrusted>
                <br />
                <span className="text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </Callout>
      )}
      {notes.map((note) => (
        <p key={note} className="max-w-prose text-sm text-pretty text-muted">
          {note}
        </p>
      ))}
    </div>
  )
}

function titleOf({ regions, problems }: ParsedHostnames): string {
  if (regions.length > 1) return 'These are in more than one region'
  const what = problems.length === 1 ? 'One entry' : `${problems.length} entries`
  return regions.length === 1 ? `${what} will be left out` : `${what} could not be read as a hostname of ClickHouse Cloud on AWS`
}

export function regionName(code: string): string {
  const label = findRegion(code)?.label
  return label ? `${code} (${label})` : code
}
