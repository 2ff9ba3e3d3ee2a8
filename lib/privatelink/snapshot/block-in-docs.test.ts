import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { renderBlock } from './render-block'

const PLACE = { accountId: '111122223333', region: 'us-west-2', serviceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781' }

it('docs/no-credentials.md shows the block as the product prints it', () => {
  const shown = /```sh\n([\s\S]*?)```/.exec(readFileSync('docs/no-credentials.md', 'utf8'))?.[1]
  expect(shown, `Put this into docs/no-credentials.md:\n${renderBlock(PLACE)}`).toBe(renderBlock(PLACE))
})

it('only reads: every command of it is a describe, a get, or tells who asks', () => {
  const commands = [...renderBlock(PLACE).matchAll(/(?:ask|ids|aws) (?:ec2|sts) "?([a-z-]+|\$what)/g)].map(([, command]) => command)
  expect(commands.length).toBeGreaterThan(10)
  expect(commands.filter((command) => !/^(describe-|get-|\$what)/.test(command!))).toEqual([])
})

it('takes whatever a service is called without running it', () => {
  expect(renderBlock({ ...PLACE, serviceName: "x'; rm -rf /; '" })).toContain(`service='x'\\''; rm -rf /; '\\'''`)
})
