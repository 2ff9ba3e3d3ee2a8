import type { Role } from './roles'

/** Somebody who is signed in, with the one role that says what they may do. */
export type Person = { userId: string; name: string; role: Role }

/**
 * Who does something now. `from` is the network address the wish came from, where there is one. A token acts with a role of its own,
 * never a stronger one than its owner's. `system` is Causeway itself, at start.
 */
export type Actor =
  | ({ kind: 'user'; from: string | null } & Person)
  | ({ kind: 'token'; tokenId: string; from: string | null } & Person)
  | { kind: 'watcher' }
  | { kind: 'recovery' }
  | { kind: 'system' }

/** Somebody with a role, by their own hand or by their token: not a program of ours. */
export type Asking = Extract<Actor, { kind: 'user' | 'token' }>

/** Who did something, as the history keeps it: an `Actor` is one, too. A `guest` opened a shared link; nobody knows who they are. */
export type Who = { kind: 'user' | 'token'; name: string; userId?: string; from?: string | null } | { kind: 'guest'; from: string | null } | { kind: 'watcher' } | { kind: 'recovery' } | { kind: 'system' }

export const SYSTEM: Actor = { kind: 'system' }

/** The id of the person behind an actor; null for programs of ours. */
export const userIdOf = (who: Who): string | null => ('userId' in who ? (who.userId ?? null) : null)
