import { CodeBlock } from '@/components/ui/code-block'
import { WithIds } from '@/components/request/with-ids'
import type { Block } from '@/lib/privatelink/runbook-document'

/** The blocks of a runbook or a note as elements. */
export function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <div className="space-y-3">
      {blocks.map((block, at) => (
        <BlockView key={at} block={block} />
      ))}
    </div>
  )
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === 'code') return <CodeBlock what={block.what} code={block.code} />
  if (block.kind === 'table') return <TableView {...block} />
  if (block.kind === 'list')
    return (
      <ul className="list-disc space-y-1 pl-5">
        {block.items.map((item) => (
          <li key={item}>
            <WithIds>{item}</WithIds>
          </li>
        ))}
      </ul>
    )
  return (
    <p className="max-w-prose text-pretty wrap-anywhere">
      <WithIds>{block.text}</WithIds>
    </p>
  )
}

/** A table on paper and on a desk; on a phone each row is a block of its own, with the column's name before each value. */
function TableView({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    <table role="table" className="w-full text-left text-sm">
      <thead role="rowgroup" className="max-md:sr-only print:not-sr-only">
        <tr role="row">
          {head.map((cell, at) => (
            <th key={at} role="columnheader" scope="col" className="border-b border-line-strong py-1.5 pr-4 align-bottom font-medium text-muted">
              {cell || <span className="sr-only">Remark</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, at) => (
          <tr key={at} role="row" className="border-b border-line last:border-b-0 max-md:block max-md:py-2 print:table-row">
            {row.map((cell, column) => (
              <td
                key={column}
                role="cell"
                data-label={head[column]}
                className="py-1.5 pr-4 align-top wrap-anywhere max-md:grid max-md:grid-cols-[7rem_minmax(0,1fr)] max-md:gap-2 max-md:py-0.5 max-md:pr-0 max-md:before:text-muted max-md:before:content-[attr(data-label)] print:table-cell print:before:content-none"
              >
                <WithIds>{cell || '–'}</WithIds>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
