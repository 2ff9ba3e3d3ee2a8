import Link from 'next/link'

export type SandboxLink = {
  /** Not given to who may not go there. */
  href?: string
  label?: string
}

/** The striped line that keeps a screenshot of the sandbox from being mistaken for the real thing. */
export function SandboxLine({ href, label = 'ClickHouse’s side' }: SandboxLink) {
  return (
    <aside aria-label="Sandbox" className="stripes sticky top-0 z-30 flex justify-center border-b border-attention-line bg-attention-soft px-2 text-xs">
      <p className="flex flex-wrap items-center justify-center gap-x-2 bg-attention-soft px-3 text-attention-ink">
        <span>
          <strong className="font-semibold">Sandbox:</strong> <span className="max-sm:hidden">a simulated AWS. </span>Nothing here is real.
        </span>
        {href && (
          <Link href={href} prefetch={false} className="inline-flex min-h-6 items-center font-medium underline underline-offset-2">
            {label} →
          </Link>
        )}
      </p>
    </aside>
  )
}
