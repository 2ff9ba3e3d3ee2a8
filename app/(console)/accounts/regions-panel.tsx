'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/choice'
import { FieldGroup } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { REGIONS } from '@/lib/privatelink/regions'

/** Which regions the account is used in: every one, or those that are ticked. */
export function RegionsPanel({ initial, error }: { initial: string[] | null; error?: string }) {
  const [every, setEvery] = useState(initial === null)
  return (
    <Panel title="Regions" description="Requests can be made in these regions only, and the policy is limited to them.">
      <Checkbox label="Every region that ClickHouse is in" name="everyRegion" value="yes" checked={every} onChange={(event) => setEvery(event.target.checked)} />
      <FieldGroup legend={<span className="sr-only">Regions to use</span>} error={error} className="mt-3">
        <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
          {REGIONS.map(({ code, label }) => (
            <Checkbox
              key={code}
              name="regions[]"
              value={code}
              disabled={every}
              defaultChecked={initial?.includes(code) ?? false}
              label={
                <>
                  <span className="font-mono text-sm">{code}</span> <span className="text-muted">{label}</span>
                </>
              }
            />
          ))}
        </div>
      </FieldGroup>
    </Panel>
  )
}
