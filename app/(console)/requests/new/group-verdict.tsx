import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { CircleCheck, CircleMinus, TriangleAlert } from '@/components/ui/icons'
import type { SecurityGroup } from '@/lib/privatelink/network'
import type { ClickHousePort } from '@/lib/privatelink/ports'
import { judgeGroups, ruleToAdd, type PortJudgement } from '@/lib/privatelink/security'
import { listWords } from '@/lib/privatelink/text'

const FACE = {
  open: { Icon: CircleCheck, ink: 'text-good-ink' },
  partly: { Icon: TriangleAlert, ink: 'text-attention-ink' },
  closed: { Icon: TriangleAlert, ink: 'text-attention-ink' },
  unused: { Icon: CircleMinus, ink: 'text-faint' },
} as const

/** What the groups of the endpoint let in, port by port, and the rule to add where a port is missing. */
export function GroupVerdict({ groups, chosen, cidrs, ports, region }: {
  groups: readonly SecurityGroup[]
  chosen: readonly string[]
  cidrs: readonly string[]
  ports: readonly ClickHousePort[]
  region: string
}) {
  const usesDefault = chosen.length === 0
  const effective = groups.filter((group) => (usesDefault ? group.name === 'default' : chosen.includes(group.groupId)))
  const target = effective[0]
  const judged = judgeGroups(effective, cidrs, ports)
  const closed = judged.filter((port) => port.needed && port.verdict === 'closed')
  return (
    <div className="space-y-4">
      <div role="status">
        <p className="mb-2 text-sm text-muted">
          {usesDefault
            ? `No group is chosen, so AWS takes the VPC’s default group${target ? ` ${target.groupId}` : ', which AWS does not show here'}. What that one lets in:`
            : `What the chosen ${chosen.length === 1 ? 'group lets' : 'groups together let'} in:`}
        </p>
        <ul className="space-y-1.5">
          {judged.map((port) => (
            <PortLine key={port.port} port={port} />
          ))}
        </ul>
      </div>
      {target && closed.length > 0 && <RuleToAdd group={target} closed={closed} cidrs={cidrs} region={region} />}
    </div>
  )
}

function PortLine({ port }: { port: PortJudgement }) {
  const { Icon, ink } = FACE[port.needed || port.verdict === 'open' ? port.verdict : 'unused']
  return (
    <li className="flex items-start gap-2.5 text-sm">
      <Icon className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <span className="min-w-0 wrap-anywhere text-muted">
        {port.sentence}
        {!port.needed && <span className="text-faint"> Optional.</span>}
      </span>
    </li>
  )
}

function RuleToAdd({ group, closed, cidrs, region }: { group: SecurityGroup; closed: PortJudgement[]; cidrs: readonly string[]; region: string }) {
  const rules = cidrs.map((cidr) => ruleToAdd(group, closed.map((port) => port.port), cidr, { region }))
  return (
    <Callout tone="attention" title={`Connections on ${listWords(closed.map((port) => String(port.port)))} would time out`}>
      <p>Choose a group that lets them in, or add the rule to this one. A narrower range is fine where only some clients need it.</p>
      {rules.map(({ sentence }) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {rules.length > 0 && <CodeBlock what="command" title="AWS CLI" code={rules.map(({ awsCli }) => awsCli).join('\n')} wrap />}
    </Callout>
  )
}
