import type { ReactNode } from 'react'
import { Button } from './button'
import { Callout } from './callout'
import { CodeBlock } from './code-block'

type Props = { what: string; code: string; wrap?: boolean; onDone: () => void; children: ReactNode }

/** A secret that was just made, in its dialog: what it is worth, the thing itself to copy, and the way out. */
export function ShownOnce({ what, code, wrap = false, onDone, children }: Props) {
  return (
    <div className="grid gap-4">
      <Callout tone="attention" title="Copy it now: it is not shown again." announce="status">
        {children}
      </Callout>
      <CodeBlock what={what} code={code} wrap={wrap} />
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  )
}
