/** Quotes one argument for a POSIX shell. Plain words stay plain; a NUL cannot be an argument and is dropped. */
export function quoteShell(argument: string): string {
  const text = argument.replaceAll('\0', '')
  if (/^[A-Za-z0-9_./:=,@%+-]+$/.test(text)) return text
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** One command line of quoted arguments. */
export const shellLine = (argv: readonly string[]): string => argv.map(quoteShell).join(' ')
