/** The plans of the golden files. Nothing of the product imports it. */
import type { Tag } from '../network'
import type { Plan } from '../plan'
import { ENDPOINT_ID, sampleEndpoint, samplePlan } from '../samples'
import type { ExportSubject, MadeEndpoint } from './export'

const subnet = (at: number) => ({ subnetId: `subnet-0000000000000000${at}`, cidr: `10.0.${at}.0/24`, zoneId: `usw2-az${at}`, zoneName: `us-west-2${'xabcdef'[at]}` })

const made: MadeEndpoint = {
  endpointId: ENDPOINT_ID,
  addresses: samplePlan.subnets.map(({ subnetId, zoneId, zoneName }, at) => ({ networkInterfaceId: `eni-0000000000000000${at + 1}`, subnetId, zoneId, zoneName, address: `10.0.${2 - at}.17` })),
  dnsNames: sampleEndpoint().dnsNames,
  privateDnsEnabled: false,
  adopted: false,
}

export const subjectOf = (plan: Partial<Plan> = {}, rest: Partial<ExportSubject> = {}): ExportSubject => ({
  requestId: '0b8f1f0e-0000-4000-8000-000000000001',
  name: 'abc123 in us-west-2',
  plan: { ...samplePlan, ...plan },
  made: null,
  missingRules: [],
  ...rest,
})

const tagsWith = (...values: string[]): Tag[] => values.map((value, at) => ({ key: `t${at + 1}`, value }))

export const HOSTILE_TAGS = tagsWith(
  '${file("/etc/passwd")}',
  '%{ if true }x%{ endif }',
  '$${x} $$${y} %%{z} ${',
  'say "hi" \\ and \\n',
  '<<EOT\nEOT\nEOT',
  '# no comment /* nor this */ // `x`',
  "it's; rm -rf / $(id) `id` && *",
  '&a *a !Ref x',
  '${AWS::AccountId} Fn::Sub',
)
const YAML_TRAPS = tagsWith('yes', 'no', 'on', '1e3', '0o17', '010', 'null', '~', '', '2026-11-26', '.inf', '- x', 'a: b', ': ', '%TAG', '@x', '|', '>-', '[a]', '{a: b}', ' lead', 'trail ', '<<', '=')
const UNICODE_TAGS = tagsWith('Straße für 東京 🚀', 'e\u0301 decomposed', 'abc\u202egnp.exe', 'zero\u200bwidth\ufeff', 'עברית', 'tag\u{e0041}', 'line\u2028sep', 'nb\u00a0sp')

export const SUBJECTS: Record<string, ExportSubject> = {
  plain: subjectOf(),
  'one-zone': subjectOf({ subnets: [subnet(2)] }),
  'four-zones': subjectOf({ subnets: [2, 1, 3, 4].map(subnet) }, { made: { ...made, privateDnsEnabled: true } }),
  'no-groups': subjectOf({ securityGroupIds: [] }),
  'several-groups': subjectOf({ securityGroupIds: [1, 2, 3].map((at) => `sg-0000000000000000${at}`) }),
  'hostile-tags': subjectOf({ tags: HOSTILE_TAGS }, { name: 'a "name"\n# second line ${x}', made }),
  'yaml-traps': subjectOf({ tags: YAML_TRAPS }),
  unicode: subjectOf({ tags: UNICODE_TAGS }, { made }),
  'many-hostnames': subjectOf({ hostnames: Array.from({ length: 25 }, (_, at) => `svc${at + 1}.us-west-2.${at % 2 ? 'vpce.' : ''}aws.clickhouse.cloud`) }, { made }),
  'missing-rules': subjectOf({}, { missingRules: [{ groupId: 'sg-00000000000000001', port: 8443, cidr: '10.0.0.0/16' }, { groupId: 'sg-00000000000000001', port: 9440, cidr: '2001:db8::/56' }] }),
  made: subjectOf({ tags: tagsWith('orders') }, { made }),
  adopted: subjectOf({ subnets: samplePlan.subnets.map(({ subnetId }) => ({ subnetId, cidr: '', zoneId: '', zoneName: '' })), tags: [{ key: 'Name', value: 'made by hand' }] }, { made: { ...made, adopted: true } }),
  'looked-up-tags': subjectOf({ tags: tagsWith('{{resolve:ssm:/x}}', 'kept', '${Token[AWS.Region.4]}') }, { made }),
}
