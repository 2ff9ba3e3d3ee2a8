declare const packedRecord: unique symbol

/**
 * A record of plain data as one text. React walks every value of what it sends to a page, here, in the server's own drawing and in the
 * browser: for a request that are some eight hundred, each time something moves. A text is one.
 */
export type Packed<T> = string & { readonly [packedRecord]: T }

/** For data only: a date becomes a text, and what is undefined is left out. */
export const pack = <T>(record: T): Packed<T> => JSON.stringify(record) as Packed<T>

export const unpack = <T>(packed: Packed<T>): T => JSON.parse(packed) as T
