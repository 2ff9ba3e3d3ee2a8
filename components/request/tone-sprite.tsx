import { TONE_ICON, TONES } from '@/components/ui/tone'
import { spriteId } from './sprite-id'

/** The state icons, once for the page: a row then names one instead of drawing it. */
export function ToneSprite() {
  return (
    <svg aria-hidden width="0" height="0" className="absolute">
      {TONES.map((tone) => {
        const Icon = TONE_ICON[tone]
        return (
          <symbol key={tone} id={spriteId(tone)} viewBox="0 0 24 24">
            <Icon strokeWidth={2} />
          </symbol>
        )
      })}
    </svg>
  )
}
