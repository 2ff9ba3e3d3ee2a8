import { quoteWord } from './commands'

/** The file that the block writes. */
export const SNAPSHOT_FILE = 'causeway-snapshot.json'

export type BlockPlace = { accountId: string; region: string; /** The service to verify; null: none yet. */ serviceName: string | null }

/**
 * The commands as one POSIX script for somebody who has access: the AWS CLI and ordinary tools, nothing that changes anything. Each
 * answer, or what the CLI said instead, goes into one JSON document. (An `output` begins on the line of its command, which the reader of cut texts relies on.)
 */
export function renderScript({ accountId, region, serviceName }: BlockPlace): string {
  return `#!/bin/sh
# Reads the network of AWS account ${accountId} in ${region} for Causeway.
# Read-only: every command is a describe or a get. It writes ${SNAPSHOT_FILE} and changes nothing in AWS.
account=${quoteWord(accountId)}
region=${quoteWord(region)}
service=${quoteWord(serviceName ?? '')}
vpc=                       # an id here reads one VPC only
file=${SNAPSHOT_FILE}

AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off
export AWS_PAGER AWS_CLI_AUTO_PROMPT
LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
: >"$work/answers"
comma=''

said() {
  tr '\\n\\r\\t' '   ' <"$work/err" | tr -d '\\000-\\037\\200-\\377' | cut -c1-500 | sed 's/\\\\/\\\\\\\\/g; s/"/\\\\"/g'
}

ask() {
  printf 'aws %s\\n' "$*" >&2
  if aws "$@" --region "$region" --output json >"$work/out" 2>"$work/err" </dev/null; then
    [ -s "$work/out" ] || printf '{}' >"$work/out"
    { printf '%s\\n {"command":"%s","output":' "$comma" "$*"; cat "$work/out"; printf '}'; } >>"$work/answers"
  else
    printf '  not answered: ' >&2; cat "$work/err" >&2
    { printf '%s\\n {"command":"%s","error":"%s"}' "$comma" "$*" "$(said)"; } >>"$work/answers"
  fi
  comma=','
}

ids() {
  aws "$@" --region "$region" --output text 2>/dev/null </dev/null | tr '\\t' '\\n' | sort -u
}

ask sts get-caller-identity
ask ec2 describe-availability-zones
ask ec2 describe-vpcs
ask ec2 describe-dhcp-options
for what in describe-subnets describe-security-groups describe-network-acls describe-route-tables; do
  if [ -n "$vpc" ]; then ask ec2 "$what" --filters "Name=vpc-id,Values=$vpc"; else ask ec2 "$what"; fi
done
ask ec2 describe-network-interfaces --filters Name=interface-type,Values=vpc_endpoint
ask ec2 describe-vpc-endpoints
if [ -n "$service" ]; then ask ec2 describe-vpc-endpoint-services --service-names "$service"; fi
for id in \${vpc:-$(ids ec2 describe-vpcs --query 'Vpcs[].VpcId')}; do
  ask ec2 describe-vpc-attribute --vpc-id "$id" --attribute enableDnsSupport
  ask ec2 describe-vpc-attribute --vpc-id "$id" --attribute enableDnsHostnames
done
for id in $(
  { ids ec2 describe-security-groups --query 'SecurityGroups[].[IpPermissions[].PrefixListIds[].PrefixListId, IpPermissionsEgress[].PrefixListIds[].PrefixListId][][]'
    ids ec2 describe-route-tables --query 'RouteTables[].Routes[].DestinationPrefixListId'; } | grep '^pl-' | sort -u
); do
  ask ec2 get-managed-prefix-list-entries --prefix-list-id "$id"
done

mine=$(aws sts get-caller-identity --query Account --output text --region "$region" 2>/dev/null </dev/null)
{
  printf '{"causewaySnapshot":1,"accountId":"%s","region":"%s","takenAt":"%s","answers":[' "$mine" "$region" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  cat "$work/answers"
  printf '\\n]}\\n'
} >"$file"
[ "$mine" = "$account" ] || printf 'These credentials are of account %s, not of %s.\\n' "\${mine:-nobody}" "$account" >&2
printf 'Wrote %s. Choose it in Causeway, or paste what is in it.\\n' "$file" >&2
`
}

/** The same to paste into a terminal: in a shell of its own, so that nothing of it stays, and whatever the person’s own shell is. */
export const renderBlock = (place: BlockPlace): string => `sh <<'CAUSEWAY'\n${renderScript(place).replace('#!/bin/sh\n', '')}CAUSEWAY\n`
