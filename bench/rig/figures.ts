export const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

/** The value that a share `p` (0 to 1) of the values does not exceed. Throws for none: a figure that was not measured is no figure. */
export function percentile(values: readonly number[], p: number): number {
  const value = sorted(values)[Math.max(0, Math.ceil(values.length * p) - 1)]
  if (value === undefined) throw new Error('Nothing was measured.')
  return value
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Three significant digits, no exponents. */
export const shown = (value: number): string => (Number.isInteger(value) ? value.toLocaleString('en-US') : String(Number(value.toPrecision(3))))

/** Runs it `times` times, one after the other. */
export async function repeat<T>(times: number, once: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let n = 0; n < times; n++) results.push(await once(n))
  return results
}
