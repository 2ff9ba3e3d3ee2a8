import { TONE_BOX, TONE_INK, type Tone } from '@/components/ui/tone'
import { spriteId } from './sprite-id'

/** The small badge for a long list: looks like `Badge`, with the icon taken from the page's `ToneSprite`. */
export function SpriteBadge({ tone, title, children }: { tone: Tone; title?: string; children: string }) {
  return (
    <span
      title={title}
      className={`relative inline-flex h-5.5 w-fit items-center gap-1 rounded-full border pr-2 pl-1.5 text-xs font-medium whitespace-nowrap ${TONE_BOX[tone]} ${TONE_INK[tone]}`}
    >
      <svg aria-hidden className="size-3.5">
        <use href={`#${spriteId(tone)}`} />
      </svg>
      {children}
    </span>
  )
}
