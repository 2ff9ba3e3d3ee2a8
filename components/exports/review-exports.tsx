'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/choice'
import type { ExportSubject, MissingRule } from '@/lib/privatelink/exports/export'
import { listWords } from '@/lib/privatelink/text'
import { ExportTabs } from './export-tabs'

/** The take-away of a plan that was not sent yet; the rules that were found missing come with it where they are wanted. */
export function ReviewExports({ subject, missing }: { subject: ExportSubject; missing: MissingRule[] }) {
  const [wanted, setWanted] = useState(false)
  const groups = [...new Set(missing.map(({ groupId }) => groupId))]
  const ports = [...new Set(missing.map(({ port }) => String(port)))]
  return (
    <div className="space-y-4">
      {missing.length > 0 && (
        <Checkbox
          label={`Add the missing inbound rules: TCP ${listWords(ports)} to ${listWords(groups)}, from ${listWords([...new Set(missing.map(({ cidr }) => cidr))])}`}
          checked={wanted}
          onChange={(event) => setWanted(event.target.checked)}
        />
      )}
      <ExportTabs subject={{ ...subject, missingRules: wanted ? missing : [] }} />
    </div>
  )
}
