/** The reader's choice of light or dark, kept in a cookie so that the server paints the right one at once. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
export const THEME_COOKIE = 'theme'

/** Anything that is not a choice we offer means "as the system says". */
export function toTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system'
}
