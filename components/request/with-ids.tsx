import { Fragment } from 'react'

const AWS_ID = /((?:vpce-svc|vpce|vpc|subnet|sg|eni)-(?:[0-9a-f]{17}|[0-9a-f]{8})\b)/

/** A sentence in which AWS ids stay whole: a browser would break them after their hyphen. The text is isolated, as it may be foreign. */
export function WithIds({ children }: { children: string }) {
  return (
    <bdi>
      {children.split(AWS_ID).map((part, index) => (
        <Fragment key={index}>{index % 2 === 1 ? <code className="font-mono text-[0.93em] whitespace-nowrap">{part}</code> : part}</Fragment>
      ))}
    </bdi>
  )
}
