import { createRequire } from 'node:module'
import { Language, Parser, type Node } from 'web-tree-sitter'
import { beforeAll, describe, expect, it } from 'vitest'
import { renderScript } from '.'
import { quotePowerShell } from './quote-powershell'

// PowerShell itself runs on few machines of those who work on this, so its grammar stands in for it: what it does not read, no
// PowerShell runs. That the script then sees what is there is not shown by this.
let parser: Parser
beforeAll(async () => {
  await Parser.init()
  parser = new Parser()
  parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')))
})

const rootOf = (text: string): Node => parser.parse(text)!.rootNode
const nodes = (root: Node, type: string): Node[] => root.descendantsOfType(type).filter((node): node is Node => node !== null)
const HOSTILE = ["x'; calc #", '$(whoami)', '`n', '\u2019; calc; \u2018', "'@\ncalc\n@'", '"$env:PATH"', '-Port', '#', '', '🚇']

describe('PowerShell', () => {
  it('reads the whole script, whatever is in it', () => {
    for (const values of [[], HOSTILE, ['abc.us-west-2.aws.clickhouse.cloud']]) {
      const script = renderScript('ps1', {
        requestId: '0b9ad7c1-7d2e-4a0c-9d58-0a2b7f0f1c11',
        hosts: values,
        endpointNames: values,
        addresses: [{ zone: 'usw2-az1', address: '10.0.0.1' }],
        ports: [{ port: 8443, speaks: 'https' }, { port: 9440, speaks: 'native' }],
        report: { url: "https://causeway.example/api/reports?x='", token: 'cwr_x' },
      })
      expect(rootOf(script).hasError, script).toBe(false)
      const commands = nodes(rootOf(script), 'command_name').map(({ text }) => text)
      expect(commands).not.toContain('calc')
      expect(commands).toContain('Open-Tcp')
    }
  })

  it.each(HOSTILE)('reads %j as one text', (value) => {
    const root = rootOf(`Test-NetConnection -ComputerName ${quotePowerShell(value)} -Port 8443`)
    expect(root.hasError).toBe(false)
    expect(nodes(root, 'command').map(({ text }) => text)).toHaveLength(1)
    expect(nodes(root, 'string_literal').map(({ text }) => text)).toEqual([quotePowerShell(value)])
  })

  it('would say so where a text ended early', () => {
    const root = rootOf("Test-NetConnection -ComputerName 'x'; calc #' -Port 8443")
    expect(nodes(root, 'command_name').map(({ text }) => text)).toContain('calc')
    expect(rootOf('function Broken($x { ').hasError).toBe(true)
  })
})
