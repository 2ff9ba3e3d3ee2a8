import { Circle, CircleCheck, CircleX, Clock, RefreshCw, TriangleAlert, type Icon } from './icons'

/** What a colour means. It never speaks alone: an icon and a word always stand with it. */
export const TONES = ['neutral', 'waiting', 'working', 'good', 'bad', 'attention'] as const
export type Tone = (typeof TONES)[number]

export const TONE_ICON: Record<Tone, Icon> = {
  neutral: Circle,
  waiting: Clock,
  working: RefreshCw,
  good: CircleCheck,
  bad: CircleX,
  attention: TriangleAlert,
}

export const TONE_INK: Record<Tone, string> = {
  neutral: 'text-neutral-ink',
  waiting: 'text-waiting-ink',
  working: 'text-working-ink',
  good: 'text-good-ink',
  bad: 'text-bad-ink',
  attention: 'text-attention-ink',
}

export const TONE_BOX: Record<Tone, string> = {
  neutral: 'border-neutral-line bg-neutral-soft',
  waiting: 'border-waiting-line bg-waiting-soft',
  working: 'border-working-line bg-working-soft',
  good: 'border-good-line bg-good-soft',
  bad: 'border-bad-line bg-bad-soft',
  attention: 'border-attention-line bg-attention-soft',
}
