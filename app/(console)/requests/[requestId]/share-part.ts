import 'server-only'
import type { Person } from '@/lib/privatelink/actor'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { mayDo, reasonOf } from '@/lib/privatelink/roles'
import { standingOfShare, type ShareLink, type ShareStanding } from '@/lib/privatelink/share'
import { canDo } from '@/lib/privatelink/state'

/** A link as the page shows it; times are ISO 8601. */
export type ShownShare = Pick<ShareLink, 'linkId' | 'label' | 'showsInternals' | 'madeByName' | 'opens'> & { standing: ShareStanding; expiresAt: string; lastOpenedAt: string | null }

/** The links of a request for who may share it; `off`: why none can be made. Others do not learn with whom it was shared. */
export function sharePart(request: EndpointRequest, links: ShareLink[], { viewer, now }: { viewer: Person; now: Date }): { links: ShownShare[]; off: string | null } {
  const allowed = mayDo(viewer, 'share', request)
  if (!allowed.ok) return { links: [], off: allowed.reason }
  return { links: links.map((link) => toShown(link, now)), off: reasonOf(canDo('share', request.state)) }
}

const toShown = (link: ShareLink, now: Date): ShownShare => ({
  linkId: link.linkId,
  label: link.label,
  showsInternals: link.showsInternals,
  madeByName: link.madeByName,
  opens: link.opens,
  standing: standingOfShare(link, now),
  expiresAt: link.expiresAt.toISOString(),
  lastOpenedAt: link.lastOpenedAt && link.lastOpenedAt.toISOString(),
})
