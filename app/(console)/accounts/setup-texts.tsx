'use client'

import { useState } from 'react'
import { LinkButton } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { TabRow, useTabs } from '@/components/ui/tabs'
import { paths } from '@/lib/paths'
import { SETUP_FORMAT_LABEL, SETUP_FORMATS, type SetupFormat, type SetupText } from '@/lib/privatelink/account-setup'

/** What to paste into AWS, as tabs: each text with copy and download. */
export function SetupTexts({ accountId, setup, missing }: { accountId: string; setup: Record<SetupFormat, SetupText[]>; missing: string | null }) {
  const [shown, show] = useState<SetupFormat>('json')
  const tabs = useTabs({ label: 'Format', keys: SETUP_FORMATS, chosen: shown, onChoose: show })
  return (
    <div>
      <TabRow tabs={tabs} options={SETUP_FORMATS.map((key) => ({ key, label: SETUP_FORMAT_LABEL[key] }))} className="mb-3" />
      <div {...tabs.panel} className="space-y-4">
        {setup[shown].length === 0 && <p className="max-w-prose text-muted">{missing ?? 'There is nothing to paste in this form.'}</p>}
        {setup[shown].map(({ file, title, code }) => (
          <CodeBlock
            key={file}
            what={title}
            code={code}
            actions={
              <LinkButton plain download size="sm" variant="ghost" href={paths.accountFile(accountId, file)}>
                Download <span className="sr-only">{title}</span>
              </LinkButton>
            }
          />
        ))}
      </div>
    </div>
  )
}
