import { TONE_ICON, type Tone } from '@/components/ui/tone'
import css from './list-badge.module.css'

/** The badge for a long list: looks like `Badge`, as one element with one attribute. */
export function ListBadge({ tone, children }: { tone: Tone; children: string }) {
  return <span className={`with-icon ${TONE_ICON[tone].drawing} ${css.badge} ${css[tone]}`}>{children}</span>
}
