import { Callout } from '@/components/ui/callout'
import { RadioCard } from '@/components/ui/choice'
import { FieldGroup } from '@/components/ui/field'
import { TextField } from '@/components/ui/input'
import type { Catalogue } from '@/lib/privatelink/catalogue'
import { suggestServices } from '@/lib/privatelink/service-names'
import { regionName } from './hostnames-read'
import { LIMITS } from './limits'
import { problemOfServiceName } from './service-choice'

const WHERE = 'In the ClickHouse console: your service, Settings, Security, Private endpoints, Set up private endpoint. It shows the service name.'

/** The name of ClickHouse's endpoint service: typed, or taken from what was published for the region. */
export function ServiceNameField({ region, value, error, catalogue, onChange }: {
  region: string | null
  value: string
  error?: string
  catalogue: Catalogue
  onChange: (serviceName: string, final: boolean) => void
}) {
  const suggestions = region === null ? [] : suggestServices(region, catalogue)
  const problem = problemOfServiceName(value, region) ?? error
  const typed = value.trim()
  return (
    <div className="space-y-5">
      <TextField
        label="Service name"
        name="serviceName"
        mono
        maxLength={LIMITS.serviceName}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value, false)}
        error={problem}
        hint={`${WHERE} The next step asks AWS whether it exists.`}
      />
      {suggestions.length > 0 && (
        <FieldGroup
          legend={`Known for ${regionName(region!)}`}
          hint="If your ClickHouse console shows another name, type that one above: newer services have one of their own."
        >
          <div className="grid grid-cols-1 gap-2">
            {suggestions.map(({ serviceName, zoneIds, published, note }) => (
              <RadioCard
                key={serviceName}
                name="suggested"
                value={serviceName}
                checked={typed === serviceName}
                onChange={() => onChange(serviceName, true)}
                title={<span className="font-mono text-sm">{serviceName.split('.').at(-1)}</span>}
                meta={published === null ? 'from your catalogue' : `published ${published}`}
                description={[zoneIds.length > 0 && `In zones ${zoneIds.join(', ')}`, note].filter(Boolean).join('. ')}
              />
            ))}
          </div>
        </FieldGroup>
      )}
      {region !== null && suggestions.length === 0 && (
        <Callout tone="attention" title={`No service name is known for ${regionName(region)}`}>
          <p>{WHERE}</p>
          <p>If it shows none, ask ClickHouse support for the endpoint service name of your instances in this region, and type it above.</p>
        </Callout>
      )}
    </div>
  )
}
