/** Where somebody says a command was run. It decides what an answer means, so it is asked, never guessed. */
export const PLACES = ['vpc', 'laptop', 'elsewhere'] as const
export type Place = (typeof PLACES)[number]
