/** The largest text that is read, in characters. By itself, as the box in the browser asks it before it fetches the readers. */
export const LARGEST_SNAPSHOT = 4_000_000
