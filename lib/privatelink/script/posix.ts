import { quoteShell } from '../shell'
import { POSIX_FUNCTIONS } from './posix-functions'
import type { ScriptSubject } from './subject'

/**
 * The script for `sh` on Amazon Linux, Debian, Alpine and macOS. Every value stands once, quoted, in a list or an assignment; the
 * functions get it as an argument.
 */
export function renderPosixScript({ requestId, hosts, endpointNames, addresses, ports, report }: ScriptSubject): string {
  const list = (values: readonly (string | number)[]) => values.filter((value) => isNoOption(String(value))).map((value) => quoteShell(String(value))).join(' ')
  const speaking = (kinds: readonly string[]) => list(ports.filter(({ speaks }) => kinds.includes(speaks)).map(({ port }) => port))
  const targets = list([...endpointNames, ...addresses.map(({ address }) => address)])
  const way = endpointNames.find(isNoOption) ?? addresses.map(({ address }) => address).find(isNoOption) ?? ''
  return String.raw`#!/bin/sh
# Causeway: looks from this machine at the way to ClickHouse and reports what it saw.
# Run it on a machine inside the VPC: sh causeway-check.sh
# It changes nothing, installs nothing and needs no rights.
set -u
LC_ALL=C
export LC_ALL
umask 077
request=${quoteShell(requestId)}
report_url=${quoteShell(report?.url ?? '')}
token=${quoteShell(report?.token ?? '')}
way=${quoteShell(way)}
dir=$(mktemp -d 2>/dev/null || mktemp -d -t causeway) || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM
: >"$dir/results"

${POSIX_FUNCTIONS}
echo 'DNS'
for name in ${list(hosts)}; do
  look_up "$name"
  if [ "$outcome" = no-tool ]; then
    note dns 'There is no getent, dig, nslookup, host or python3 here, so no name was looked up.'
    break
  fi
  if [ "$outcome" = answered ]; then say OK "$name is $(printf '%s\n' "$addresses" | tr '\n' ' ')"; else say FAIL "$name: $outcome"; fi
  put "{\"kind\":\"dns\",\"name\":$(text "$name"),\"server\":$(text "$server"),\"outcome\":\"$outcome\",\"addresses\":[$(printf '%s\n' "$addresses" | grep . | as_list)],\"said\":$(text "$said")}"
done

echo 'TCP'
n=0
for target in ${targets}; do
  for port in ${list(ports.map(({ port }) => port))}; do
    n=$((n + 1))
    connect "$target" "$port" >"$dir/tcp.$n" 2>/dev/null &
  done
done
wait
n=0
for target in ${targets}; do
  for port in ${list(ports.map(({ port }) => port))}; do
    n=$((n + 1))
    outcome=$(cut -f1 "$dir/tcp.$n")
    said=$(cut -f2- "$dir/tcp.$n")
    case $outcome in
      no-tool) [ "$n" != 1 ] || note tcp 'There is no bash, python3, nc, telnet or curl here, so no connection was tried.' ;;
      unresolved)
        say FAIL "$target: the name does not resolve here"
        put "{\"kind\":\"dns\",\"name\":$(text "$target"),\"server\":\"system\",\"outcome\":\"unresolved\",\"addresses\":[],\"said\":$(text "$said")}"
        ;;
      '') ;;
      *)
        if [ "$outcome" = open ]; then say OK "$target port $port is open"; else say FAIL "$target port $port: $outcome"; fi
        put "{\"kind\":\"tcp\",\"target\":$(text "$target"),\"port\":$port,\"outcome\":\"$outcome\",\"said\":$(text "$said")}"
        ;;
    esac
  done
done

echo 'TLS'
for name in ${list(hosts)}; do
  for port in ${speaking(['https', 'native'])}; do
    # by its own name, as programs will, and by way of the endpoint, which works before any name is changed
    for target in "$name" "$way"; do
      [ -n "$target" ] || continue
      shake_hands "$target" "$port" "$name"
      case $outcome in
        '') say '-' "$target port $port: no connection, so no TLS" ;;
        no-tool)
          note tls 'There is no openssl or curl here, so no certificate was looked at.'
          break 3
          ;;
        *)
          if [ "$outcome" = ok ]; then say OK "$target port $port: the certificate is good for $name"; else say FAIL "$target port $port as $name: $outcome"; fi
          put "{\"kind\":\"tls\",\"target\":$(text "$target"),\"port\":$port,\"servername\":$(text "$name"),\"outcome\":\"$outcome\",\"subject\":$(text "$subject"),\"said\":$(text "$said")}"
          ;;
      esac
    done
  done
done

echo 'HTTPS'
for name in ${list(hosts)}; do
  for port in ${speaking(['https'])}; do
    ask "$name" "$port"
    case $outcome in
      '') say '-' "$name port $port: not answered, see above" ;;
      no-tool)
        note https 'There is no curl or wget here, so HTTPS was not asked.'
        break 2
        ;;
      *)
        if [ "$outcome" = ok ]; then say OK "$name port $port answered Ok."; else say FAIL "$name port $port: $outcome $status"; fi
        put "{\"kind\":\"https\",\"host\":$(text "$name"),\"port\":$port,\"outcome\":\"$outcome\",\"status\":$status,\"body\":$(text "$body"),\"said\":$(text "$said")}"
        ;;
    esac
  done
done

printf '{"version":1,"request":%s,"ran":"%s","on":%s,"results":[%s]}' "$(text "$request")" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(text "$(printf "%s %s %s" "$(uname -n)" "$(uname -s)" "$(uname -r)" | cut -c1-180)")" "$(head -n 600 "$dir/results" | paste -sd, -)" >"$dir/report"
echo
if [ -n "$report_url" ] && [ -n "$token" ]; then
  if post; then
    echo 'The report was sent. See the page of the request.'
    exit 0
  fi
  echo 'The report could not be sent from here.'
fi
echo 'Copy the next line, all of it, into the box on the page of the request:'
body=$(as_base64 "$dir/report")
printf 'causeway-report:%s.%s\n' "$body" "$(printf %s "$body" | cksum | cut -d' ' -f1)"
`
}

/** A value that begins with a hyphen would be an option to the tools, and no name or address does. */
const isNoOption = (value: string): boolean => value !== '' && !value.startsWith('-')
