import { Untrusted } from '@/components/ui/text'
import type { Subnet } from '@/lib/privatelink/network'

/** A subnet on one line: name, id, range, free addresses. */
export function SubnetFacts({ subnet: { name, subnetId, cidr, freeAddresses } }: { subnet: Subnet }) {
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5">
      {name && <Untrusted max={60}>{name}</Untrusted>}
      <code className="font-mono">{subnetId}</code>
      <code className="font-mono">{cidr}</code>
      <span>{freeAddresses.toLocaleString('en-US')} free</span>
    </p>
  )
}
