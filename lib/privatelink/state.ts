/**
 * The life of a request. AWS's own states, spelled our way, plus the ones AWS cannot know about:
 * `draft`, `creating` (the intent is written, the answer is not), `refused` (AWS said no, nothing was made), `needs-review`,
 * `gone` (vanished without our asking) and `unrecognised`.
 */
export const STATES = [
  'draft',
  'creating',
  'refused',
  'needs-review',
  'pending-acceptance',
  'pending',
  'available',
  'rejected',
  'expired',
  'failed',
  'partial',
  'unrecognised',
  'deleting',
  'deleted',
  'gone',
] as const

export type EndpointState = (typeof STATES)[number]

export const isEndpointState = (text: string): text is EndpointState => (STATES as readonly string[]).includes(text)
