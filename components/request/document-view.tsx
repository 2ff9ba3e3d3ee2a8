import clsx from 'clsx'
import { DownloadButton } from '@/components/exports/download-button'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { Panel } from '@/components/ui/panel'
import { toPlainText, type Block, type Document } from '@/lib/privatelink/runbook-document'
import { WithIds } from './with-ids'

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

/** Ids do not break, so a table of many columns needs a wide screen; on paper it is a list of blocks. The classes are whole words for Tailwind. */
const LOOK = {
  slim: {
    head: 'max-lg:sr-only print:not-sr-only',
    row: 'max-lg:block max-lg:py-2 print:table-row',
    cell: 'max-lg:grid max-lg:grid-cols-[7rem_minmax(0,1fr)] max-lg:gap-2 max-lg:py-0.5 max-lg:pr-0 max-lg:before:text-muted max-lg:before:content-[attr(data-label)] print:table-cell print:before:content-none',
  },
  broad: {
    head: 'max-xl:sr-only',
    row: 'max-xl:block max-xl:py-2',
    cell: 'max-xl:grid max-xl:grid-cols-[7rem_minmax(0,1fr)] max-xl:gap-2 max-xl:py-0.5 max-xl:pr-0 max-xl:before:text-muted max-xl:before:content-[attr(data-label)]',
  },
}

/** A table where there is room for one; else each row is a block, with the column's name before each value. */
function TableView({ head, rows }: { head: string[]; rows: string[][] }) {
  const look = head.length > 4 ? LOOK.broad : LOOK.slim
  return (
    <table role="table" className="w-full text-left text-sm">
      <thead role="rowgroup" className={look.head}>
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
          <tr key={at} role="row" className={clsx('border-b border-line last:border-b-0', look.row)}>
            {row.map((cell, column) => (
              <td key={column} role="cell" data-label={head[column]} className={clsx('py-1.5 pr-4 align-top wrap-anywhere', look.cell)}>
                <span className={clsx(cell.length <= SHORT && 'whitespace-nowrap')}>
                  <WithIds>{cell || '–'}</WithIds>
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** An address or a range stays on its line. */
const SHORT = 18

/** A note to somebody else: to read, to copy as plain text, to save. */
export function NotePanel({ title, what, fileName, note }: { title: string; what: string; fileName: string; note: Document }) {
  const text = toPlainText(note)
  return (
    <Panel
      title={title}
      description={note.title}
      actions={
        <>
          <CopyButton value={text} what={what} variant="secondary" />
          <DownloadButton text={text} fileName={fileName} what={what} />
        </>
      }
    >
      <div className="space-y-5">
        {note.sections.map((section) => (
          <section key={section.id}>
            <h3 className="mb-1.5 font-medium wrap-anywhere">{section.title}</h3>
            <Blocks blocks={section.blocks} />
          </section>
        ))}
      </div>
    </Panel>
  )
}
