import type { Piece } from './highlight'

/** Colour by what a piece is; whatever is not named keeps the colour of the text. */
const COLOUR: Record<string, string> = {
  comment: 'text-faint',
  shebang: 'text-faint',
  string: 'text-good-ink',
  'template-string': 'text-good-ink',
  number: 'text-working-ink',
  boolean: 'text-working-ink',
  keyword: 'text-accent-ink',
  builtin: 'text-accent-ink',
  function: 'text-accent-ink',
  'class-name': 'text-accent-ink',
  property: 'text-attention-ink',
  key: 'text-attention-ink',
  variable: 'text-attention-ink',
}

/** Code in colours, as plain elements: the text of each piece is text, whatever it says. */
export function Highlighted({ pieces }: { pieces: Piece[] }) {
  return pieces.map(({ text, kind }, at) => {
    const colour = kind === null ? undefined : COLOUR[kind]
    return colour ? (
      <span key={at} className={colour}>
        {text}
      </span>
    ) : (
      text
    )
  })
}
