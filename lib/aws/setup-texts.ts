import 'server-only'
import { stringify } from 'yaml'
import { SETUP_FORMATS, type SetupFormat, type SetupText } from '@/lib/privatelink/account-setup'
import type { AccountSource } from './accounts'
import { type PolicyLevel, type PolicyOptions, renderAssumePolicy, renderPolicy, renderTrust } from './permissions'

/** What the texts are made from. `principal` is who Causeway runs as; null where AWS did not say. */
export type SetupFacts = { source: AccountSource; principal: string | null; level: PolicyLevel; options: PolicyOptions }

type Data = string | number | boolean | readonly Data[] | { readonly [key: string]: Data }

/** What has to be pasted into AWS for an account, in each format. Without a principal there is no trust policy, so no role either. */
export function renderSetup(facts: SetupFacts): Record<SetupFormat, SetupText[]> {
  return Object.fromEntries(SETUP_FORMATS.map((format) => [format, RENDER[format](facts)])) as Record<SetupFormat, SetupText[]>
}

const RENDER: Record<SetupFormat, (facts: SetupFacts) => SetupText[]> = { json, cloudformation, terraform }

const pretty = (data: unknown) => `${JSON.stringify(data, null, 2)}\n`
const permissions = ({ level, options }: SetupFacts) => renderPolicy(level, options)

function json(facts: SetupFacts): SetupText[] {
  const policy: SetupText = { file: 'permission-policy.json', title: 'Permission policy', code: pretty(permissions(facts)) }
  const { source, principal } = facts
  if (source.kind !== 'assume-role') return [policy]
  const own: SetupText = { file: 'assume-policy.json', title: 'Policy for Causeway’s own identity', code: pretty(renderAssumePolicy(source.roleArn)) }
  const trust = trustOf(source, principal)
  return trust ? [{ file: 'trust-policy.json', title: 'Trust policy of the role', code: pretty(trust) }, policy, own] : [policy, own]
}

function cloudformation(facts: SetupFacts): SetupText[] {
  const { source, principal } = facts
  const trust = source.kind === 'assume-role' ? trustOf(source, principal) : null
  if (source.kind === 'assume-role' && !trust) return []
  const resource: Data =
    source.kind === 'assume-role' && trust
      ? {
          Type: 'AWS::IAM::Role',
          Properties: {
            ...nameOf(source.roleArn),
            MaxSessionDuration: 3600,
            AssumeRolePolicyDocument: trust,
            Policies: [{ PolicyName: 'CausewayPermissions', PolicyDocument: permissions(facts) as Data }],
          },
        }
      : { Type: 'AWS::IAM::ManagedPolicy', Properties: { Description: 'What Causeway may do in this account', PolicyDocument: permissions(facts) as Data } }
  const template = { AWSTemplateFormatVersion: '2010-09-09', Description: 'Access for Causeway', Resources: { CausewayAccess: resource } }
  // Every text is quoted: a bare 2012-10-17 is a date in YAML.
  const code = stringify(template, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })
  return [{ file: 'causeway-access.yaml', title: 'CloudFormation template', code }]
}

function terraform(facts: SetupFacts): SetupText[] {
  const { source, principal } = facts
  const file = { file: 'causeway-access.tf', title: 'Terraform' }
  if (source.kind !== 'assume-role') return [{ ...file, code: block('aws_iam_policy', { name: 'causeway-permissions' }, { policy: permissions(facts) as Data }) }]
  const trust = trustOf(source, principal)
  if (!trust) return []
  const { RoleName, Path } = nameOf(source.roleArn)
  const role = block('aws_iam_role', { name: RoleName, ...(Path !== undefined && { path: Path }), max_session_duration: 3600 }, { assume_role_policy: trust })
  const policy = `resource "aws_iam_role_policy" "causeway_access" {\n  name   = "causeway-permissions"\n  role   = aws_iam_role.causeway_access.id\n  policy = jsonencode(${hcl(permissions(facts) as Data, 1)})\n}\n`
  return [{ ...file, code: `${role}\n${policy}` }]
}

const trustOf = (source: AccountSource & { kind: 'assume-role' }, principal: string | null) =>
  principal && source.externalId ? renderTrust({ principal, externalId: source.externalId }) : null

/** `arn:…:role/team/Name` → its name, and its path where it has one. */
function nameOf(roleArn: string): { RoleName: string; Path?: string } {
  const path = roleArn.slice(roleArn.indexOf(':role/') + ':role'.length)
  const at = path.lastIndexOf('/')
  return { RoleName: path.slice(at + 1), ...(at > 0 && { Path: path.slice(0, at + 1) }) }
}

function block(type: string, plain: Record<string, string | number>, documents: Record<string, Data>): string {
  const keys = [...Object.keys(plain), ...Object.keys(documents)]
  const width = Math.max(...keys.map((key) => key.length))
  const lines = [
    ...Object.entries(plain).map(([key, value]) => `  ${key.padEnd(width)} = ${hcl(value, 1)}`),
    ...Object.entries(documents).map(([key, value]) => `  ${key.padEnd(width)} = jsonencode(${hcl(value, 1)})`),
  ]
  return `resource "${type}" "causeway_access" {\n${lines.join('\n')}\n}\n`
}

/** Data as an HCL expression. */
function hcl(data: Data, depth: number): string {
  if (typeof data === 'string') return quoteHcl(data)
  if (typeof data !== 'object') return String(data)
  const [inner, outer] = ['  '.repeat(depth + 1), '  '.repeat(depth)]
  if (isList(data)) return data.length === 0 ? '[]' : `[\n${data.map((item) => `${inner}${hcl(item, depth + 1)},\n`).join('')}${outer}]`
  return `{\n${Object.entries(data).map(([key, value]) => `${inner}${keyOf(key)} = ${hcl(value, depth + 1)}\n`).join('')}${outer}}`
}

const isList = (data: Data): data is readonly Data[] => Array.isArray(data)
const keyOf = (key: string) => (/^[A-Za-z_]\w*$/.test(key) ? key : quoteHcl(key))
/** `${` and `%{` begin a template in HCL; doubled they are themselves. */
const quoteHcl = (text: string) => JSON.stringify(text).replace(/[$%](?=\{)/g, (sign) => sign + sign)
