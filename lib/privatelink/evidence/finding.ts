import type { DnsResult, HttpsResult, NativeResult, SeenCertificate, TcpResult, TlsResult } from '../probe-results'
import { cleanText } from '../text'

/** A probe's result as a tool tells it: what the text does not say is null, and an outcome may be vaguer than a probe's own. */
type Said<Result, Vaguer = never> = {
  [Key in keyof Result]: Key extends 'kind' | 'evidence' ? Result[Key] : Key extends 'outcome' ? Result[Key] | Vaguer : Result[Key] | null
}
/** `unresolved`: there was no address, and the tool does not say why. */
export type SaidDns = Said<DnsResult, 'unresolved'>
/** `failed`: no connection came about, and the tool does not say why. */
export type SaidTcp = Said<TcpResult, 'failed'>
export type SaidCertificate = { [Key in keyof SeenCertificate]: Key extends 'subject' ? string : SeenCertificate[Key] | null }
/** `unverified`: the handshake was completed, and whether the certificate names the host was not looked at. */
export type SaidTls = Omit<Said<TlsResult, 'unverified'>, 'certificate'> & { certificate: SaidCertificate | null }
export type SaidHttps = Said<HttpsResult>
export type SaidNative = Said<NativeResult>
export type SaidResult = SaidDns | SaidTcp | SaidTls | SaidHttps | SaidNative

export const TOOL_NAMES = ['nslookup', 'dig', 'host', 'getent', 'telnet', 'nc', 'curl', 'openssl', 'clickhouse-client', 'Test-NetConnection', '/dev/tcp', 'script'] as const
export type ToolName = (typeof TOOL_NAMES)[number]

/** One thing that was found in a paste, and where: first and last line, counted from 1. */
export type Finding = { tool: ToolName; result: SaidResult; lines: [number, number] }
/** The tool itself did not work, or was stopped: nothing is known about the network. `text` is a whole sentence. */
export type ToolProblem = { tool: string; text: string; lines: [number, number] }

/** One line of a paste, without colours and controls. `n` counts from 1; a line rewritten by carriage returns is several with one `n`. */
export type Line = { n: number; text: string }
export type Command = { tool: ToolName; argv: string[]; text: string; lines: [number, number] }
/** A command and what followed it. `ended`: something after it shows that it came to an end (a prompt, its exit code). */
export type Block = { command: Command | null; lines: Line[]; ended: boolean; exit: number | null }

/** What one tool's reader made of a block. */
export type Read = { findings: Finding[]; problems: ToolProblem[]; understood: number[] }

export type Tool = {
  name: ToolName
  /** The words that start it, in lower case. */
  commands: readonly string[]
  /** Reads what is in its language; `block.command` is there only where it is this tool's own. Never throws. */
  read: (block: Block) => Read
}

const MAX_EVIDENCE = 4_000

/** Gathers what a reader finds. */
export class Gathering {
  readonly findings: Finding[] = []
  readonly problems: ToolProblem[] = []
  readonly understood: number[] = []
  constructor(
    private readonly tool: ToolName,
    private readonly block: Block,
  ) {
    if (block.command) this.understand(block.command.lines)
  }

  understand([from, to]: [number, number]): void {
    for (let n = from; n <= to; n += 1) this.understood.push(n)
  }

  take(...lines: Line[]): void {
    for (const { n } of lines) this.understood.push(n)
  }

  /** Adds a result that these lines tell; its evidence is the lines. */
  found(lines: readonly Line[], result: WithoutEvidence<SaidResult>): void {
    this.take(...lines)
    const { command } = this.block
    const from = Math.min(command?.lines[0] ?? Infinity, ...lines.map(({ n }) => n))
    const to = Math.max(command?.lines[0] ?? 0, ...lines.map(({ n }) => n))
    const shown = [...(command ? [`$ ${command.text}`] : []), ...lines.map(({ text }) => text)].join('\n')
    this.findings.push({ tool: this.tool, result: { ...result, evidence: cleanText(shown, MAX_EVIDENCE) } as SaidResult, lines: [from, to] })
  }

  problem(lines: readonly Line[], text: string): void {
    this.take(...lines)
    const ns = lines.map(({ n }) => n)
    this.problems.push({ tool: this.tool, text, lines: [ns[0] ?? this.block.command?.lines[0] ?? 1, ns.at(-1) ?? this.block.command?.lines[1] ?? 1] })
  }

  get read(): Read {
    return { findings: this.findings, problems: this.problems, understood: this.understood }
  }
}

type WithoutEvidence<Result> = Result extends unknown ? Omit<Result, 'evidence'> : never

const UNSAID = { at: null, ms: null } as const
export const dns = (said: Pick<SaidDns, 'name' | 'outcome'> & Partial<SaidDns>): WithoutEvidence<SaidDns> => ({ kind: 'dns', ...UNSAID, server: null, addresses: [], cnames: [], ...said })
export const tcp = (said: Pick<SaidTcp, 'outcome'> & Partial<SaidTcp>): WithoutEvidence<SaidTcp> => ({ kind: 'tcp', ...UNSAID, host: null, address: null, port: null, ...said })
export const tls = (said: Pick<SaidTls, 'outcome'> & Partial<SaidTls>): WithoutEvidence<SaidTls> => ({ kind: 'tls', ...UNSAID, servername: null, address: null, port: null, certificate: null, ...said })
export const https = (said: Pick<SaidHttps, 'outcome'> & Partial<SaidHttps>): WithoutEvidence<SaidHttps> => ({ kind: 'https', ...UNSAID, url: null, address: null, status: null, body: null, ...said })
export const native = (said: Pick<SaidNative, 'outcome'> & Partial<SaidNative>): WithoutEvidence<SaidNative> => ({ kind: 'native', ...UNSAID, servername: null, address: null, port: null, ...said })
