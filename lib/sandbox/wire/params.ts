import { AwsError, invalidValue, missingParameter } from './errors'

type Node = { value?: string; members: Map<string, Node> }

const MAX_PARAMETERS = 10_000
const MAX_DEPTH = 12

/**
 * A Query-protocol request: `Filter.1.Value.2=x` read as nested lists and structures, each level a `Params` of its own.
 * An empty value counts as absent everywhere but in `raw`, as at AWS (a tag may have an empty value).
 */
export class Params {
  private constructor(private readonly node: Node) {}

  /** Reads an `application/x-www-form-urlencoded` text. Throws MalformedQueryString where it is not one. */
  static parse(form: string): Params {
    const root: Node = { members: new Map() }
    const pairs = form.split('&').filter((pair) => pair !== '')
    if (pairs.length > MAX_PARAMETERS) throw malformed()
    for (const pair of pairs) {
      const at = pair.indexOf('=')
      const name = decode(at < 0 ? pair : pair.slice(0, at))
      place(root, name, at < 0 ? '' : decode(pair.slice(at + 1)))
    }
    return new Params(root)
  }

  /** The names at this level. */
  names(): string[] {
    return [...this.node.members.keys()]
  }

  raw(name: string): string | undefined {
    return this.node.members.get(name)?.value
  }

  text(name: string): string | undefined {
    return this.raw(name) || undefined
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw missingParameter(name)
    return value
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (/^(true|1)$/i.test(value)) return true
    if (/^(false|0)$/i.test(value)) return false
    throw invalidValue(`Value (${value}) for parameter ${lowerFirst(name)} is invalid. Expected a boolean value.`)
  }

  integer(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (/^-?\d{1,15}$/.test(value)) return Number(value)
    throw invalidValue(`Value ( ${value} ) for parameter ${lowerFirst(name)} is invalid. Expected an integer value.`)
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const found = choices.find((choice) => choice === value)
    if (found) return found
    throw invalidValue(`Value (${value}) for parameter ${name} is invalid. Valid values are: ${choices.join(', ')}.`)
  }

  /** `SubnetId.1`, `SubnetId.2`, … in the order of their numbers. */
  list(name: string): string[] {
    return this.structures(name).flatMap((member) => member.node.value || [])
  }

  /** Like `list`, with the empty values kept. */
  rawList(name: string): string[] {
    return this.structures(name).flatMap((member) => member.node.value ?? [])
  }

  structures(name: string): Params[] {
    const members = [...(this.node.members.get(name)?.members ?? [])].filter(([index]) => /^\d+$/.test(index))
    return members.sort(([a], [b]) => Number(a) - Number(b)).map(([, node]) => new Params(node))
  }

  structure(name: string): Params | undefined {
    const node = this.node.members.get(name)
    return node ? new Params(node) : undefined
  }

  /** The same parameters without one of them. */
  without(name: string): Params {
    const members = new Map(this.node.members)
    members.delete(name)
    return new Params({ members })
  }

  /** Every leaf as `[path, value]`, sorted: equal requests have equal leaves. */
  leaves(): [string, string][] {
    const found: [string, string][] = []
    const walk = (node: Node, path: string) => {
      if (node.value !== undefined) found.push([path, node.value])
      for (const [name, member] of node.members) walk(member, path ? `${path}.${name}` : name)
    }
    walk(this.node, '')
    return found.sort(([a], [b]) => (a < b ? -1 : 1))
  }
}

function place(root: Node, name: string, value: string) {
  const path = name.split('.')
  if (path.length > MAX_DEPTH) throw malformed()
  let node = root
  for (const part of path) {
    let member = node.members.get(part)
    if (!member) node.members.set(part, (member = { members: new Map() }))
    node = member
  }
  if (node.value !== undefined) throw new AwsError('MalformedQueryString', `The parameter ${name} appears more than once`)
  node.value = value
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw malformed()
  }
}

const malformed = () => new AwsError('MalformedQueryString', 'The query string contains a syntax error')

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)
