/** The dialect of CSV files: RFC 4180, every cell quoted. */

// A spreadsheet takes a cell that begins like this for a formula, quoted or not (OWASP "CSV Injection").
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

/** One cell; what a spreadsheet would run becomes text by an apostrophe in front. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '""'
  if (typeof value === 'number') return `"${value}"`
  return `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`
}

/** One line with its end. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(',')}\r\n`
