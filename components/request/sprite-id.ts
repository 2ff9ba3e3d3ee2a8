import type { Tone } from '@/components/ui/tone'

/** The name under which the page's sprite holds a tone's icon. */
export const spriteId = (tone: Tone): string => `tone-${tone}`
