import { Badge } from '@/components/ui/badge'
import { STATE_FACE, type EndpointState } from '@/lib/privatelink/state'

/** A request's state: icon, word and colour, with its meaning on hover. */
export function StateBadge({ state, size }: { state: EndpointState; size?: 'sm' | 'md' }) {
  const { tone, label, meaning } = STATE_FACE[state]
  return (
    <Badge tone={tone} size={size} title={meaning}>
      {label}
    </Badge>
  )
}
