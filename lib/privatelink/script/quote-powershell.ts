/**
 * Quotes one text for PowerShell: single quotes, inside which nothing is expanded. PowerShell takes the typographic single quotes
 * for the straight one, so each of them is doubled. A NUL cannot be in a text of its and is dropped.
 */
export const quotePowerShell = (text: string): string => `'${text.replaceAll('\0', '').replace(/['\u2018\u2019\u201a\u201b]/g, (quote) => quote + quote)}'`
