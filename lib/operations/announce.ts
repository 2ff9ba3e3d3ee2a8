import 'server-only'
import { EventEmitter } from 'node:events'
import type { Reach } from '@/lib/aws/clients'
import type { LookStatus } from './look-status'

/** What open pages are told. Ids only: a page that cares asks again, by the way it always asks. */
export type Announcement =
  | { type: 'requests'; requestIds: string[] }
  | { type: 'look'; reach: Reach; status: LookStatus }
  /** Who may come in has changed: every stream asks again whose it is. */
  | { type: 'access' }
  | { type: 'goodbye' }

type Listener = (announcement: Announcement) => void

// Next bundles instrumentation and routes apart, so a module variable would be several: one bus for the process.
const shared = globalThis as unknown as { __causewayBus?: EventEmitter; __causewayGoodbye?: true }
const bus = (shared.__causewayBus ??= new EventEmitter().setMaxListeners(0))

export function announce(announcement: Announcement): void {
  if (announcement.type === 'goodbye') shared.__causewayGoodbye = true
  bus.emit('announcement', announcement)
}

/** The process is about to end: nobody should begin to listen to it. */
export const hasSaidGoodbye = (): boolean => shared.__causewayGoodbye === true

export function announceRequests(...requestIds: string[]): void {
  if (requestIds.length > 0) announce({ type: 'requests', requestIds })
}

/** Hears every announcement until the returned function is called. */
export function listen(listener: Listener): () => void {
  bus.on('announcement', listener)
  return () => bus.off('announcement', listener)
}

export const countListeners = () => bus.listenerCount('announcement')
