import clsx from 'clsx'

/** Two banks and the stepping stones between them. Drawn in the text colour; the stones take the accent. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={clsx('size-6 shrink-0', className)}>
      <path d="M1.5 4.5h3a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-3z" fill="currentColor" />
      <path d="M22.5 4.5h-3a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h3z" fill="currentColor" />
      <circle cx="9.1" cy="14.6" r="1.55" className="fill-accent" />
      <circle cx="12" cy="11.4" r="1.55" className="fill-accent" />
      <circle cx="14.9" cy="8.2" r="1.55" className="fill-accent" />
    </svg>
  )
}

/** The mark and the name. `word`: classes of the name, e.g. where there is no room for it. */
export function Logo({ word }: { word?: string }) {
  return (
    <span className="inline-flex items-center gap-2 text-ink">
      <LogoMark />
      <span className={clsx('text-lg font-semibold tracking-tight', word)}>Causeway</span>
    </span>
  )
}
