import type { IncomingHttpHeaders } from 'node:http'
import { ControlError } from './answers'

/**
 * The control API is for this machine's own programs. A page of the web that a browser here has open must not drive it: not
 * through a name that it points at loopback (the Host header shows that), and not across origins (the Origin header does).
 */
export function checkLocal({ host, origin }: IncomingHttpHeaders): void {
  if (!host || !isLoopback(`http://${host}`)) throw new ControlError(403, 'The sandbox’s control API answers only to a loopback host name, such as 127.0.0.1.')
  if (origin !== undefined && !isLoopback(origin)) throw new ControlError(403, 'The sandbox’s control API does not answer pages of other origins.')
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  return /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(new URL(url).hostname)
}
