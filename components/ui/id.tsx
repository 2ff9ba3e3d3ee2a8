import clsx from 'clsx'
import { Fragment } from 'react'
import { CopyIcon } from './copy-icon'

export type IdProps = {
  value: string
  /** What it is, e.g. "endpoint id": names the copy button. */
  what: string
  /** Long names (hostnames) may break, but only after a dot; without it one line that ends visibly in "…". */
  wrap?: boolean
  copy?: boolean
  className?: string
}

/** As long as an AWS id of seventeen digits: it is never cut. */
const SHORT = 26

/** An identifier as it must be typed elsewhere: monospaced, whole or visibly cut, with a button that copies all of it. */
export function Id({ value, what, wrap, copy = true, className }: IdProps) {
  return (
    <span className={clsx('id', className)}>
      <code title={!wrap && value.length > SHORT ? value : undefined} className={wrap ? 'breaks-at-dots notranslate' : 'truncate notranslate'}>
        {wrap ? <BreakAfterDots text={value} /> : value}
      </code>
      {copy && <CopyIcon value={value} what={what} />}
    </span>
  )
}

/** A part this long still fits a phone's line; a longer one may break anywhere rather than push the page wide. */
const WHOLE = 34

function BreakAfterDots({ text }: { text: string }) {
  return text.split(/(?<=\.)/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part.length <= WHOLE ? part : <span className="wrap-anywhere whitespace-normal">{part}</span>}
    </Fragment>
  ))
}
