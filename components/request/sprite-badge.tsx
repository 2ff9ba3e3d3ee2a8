import { TONE_BOX, TONE_INK, type Tone } from '@/components/ui/tone'
import { spriteId } from './sprite-id'
import css from './sprite-badge.module.css'

/** The small badge for a long list: looks like `Badge`, with its shape in one class and its icon from the page's `ToneSprite`. */
export function SpriteBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={`${css.badge} ${TONE_BOX[tone]} ${TONE_INK[tone]}`}>
      <svg aria-hidden="true">
        <use href={`#${spriteId(tone)}`} />
      </svg>
      {children}
    </span>
  )
}
