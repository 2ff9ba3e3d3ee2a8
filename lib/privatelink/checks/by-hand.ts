import { quotePowerShell } from '../script/quote-powershell'
import { shellLine } from '../shell'
import type { CheckId } from './check'
import type { Picture } from './picture'

export type ByHand = { system: 'Linux' | 'macOS' | 'PowerShell'; command: string }

/** The commands that ask the same by hand, filled in, to be run inside the VPC. Empty where a check asks AWS only. */
export function commandsFor(check: CheckId, { facts, names, own }: Picture): ByHand[] {
  const name = names[0]?.name
  const { regional } = facts.request.dnsNames
  const target = regional ?? own[0]
  const ports = facts.ports.map(String)
  if (check === 'tcp' && target) {
    const hosts = [target, ...own.filter((address) => address !== target)]
    return three({ linux: each(hosts, ports, (host, port) => ['nc', '-zvw', '5', host, port]), macos: each(hosts, ports, (host, port) => ['nc', '-zv', '-G', '5', host, port]), powershell: hosts.flatMap((host) => ports.map((port) => `Test-NetConnection -ComputerName ${quotePowerShell(host)} -Port ${port}`)).join('\n') })
  }
  if (!name) return []
  if (check === 'resolution') return three({ linux: shellLine(['nslookup', name]), macos: shellLine(['nslookup', name]), powershell: `Resolve-DnsName -Name ${quotePowerShell(name)}` })
  if (check === 'certificate') {
    const command = `${shellLine(['openssl', 's_client', '-connect', `${name}:8443`, '-servername', name, '-brief'])} </dev/null`
    return three({ linux: command, macos: command, powershell: `curl.exe -v ${quotePowerShell(`https://${name}:8443`)}` })
  }
  if (check === 'https') {
    const command = shellLine(['curl', '-sS', `https://${name}:8443`])
    return three({ linux: command, macos: command, powershell: `curl.exe -sS ${quotePowerShell(`https://${name}:8443`)}` })
  }
  if (check === 'native' || check === 'query') {
    const words = ['clickhouse-client', '--host', name, '--secure', '--port', '9440', '--user', 'default', '--password', '--query', 'SELECT 1']
    return three({ linux: shellLine(words), macos: shellLine(words), powershell: `wsl ${shellLine(words)}` })
  }
  return []
}

const each = (hosts: string[], ports: string[], words: (host: string, port: string) => string[]): string => hosts.flatMap((host) => ports.map((port) => shellLine(words(host, port)))).join('\n')

const three = ({ linux, macos, powershell }: { linux: string; macos: string; powershell: string }): ByHand[] => [
  { system: 'Linux', command: linux },
  { system: 'macOS', command: macos },
  { system: 'PowerShell', command: powershell },
]
