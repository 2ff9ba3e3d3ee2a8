import { createServer } from 'node:http'

/**
 * Where the commands of docs/cloudformation.md go: the sandbox simulates no CloudFormation. It takes the calls of the AWS CLI, remembers what
 * was asked, and says that all went well. So it shows that the commands are well formed and bring the right files, and nothing of what
 * AWS would make of them; the templates themselves are judged elsewhere (`lib/privatelink/exports/tools.test.ts`).
 */
export type StandIn = { url: string; asked: Record<string, string>[]; close: () => Promise<void> }

const ID = 'arn:aws:cloudformation:us-west-2:111122223333:stack/clickhouse-privatelink/1'

export async function startCloudFormation(): Promise<StandIn> {
  const asked: Record<string, string>[] = []
  let stack: string | null = null
  const answers: Record<string, (call: Record<string, string>) => string | null> = {
    DescribeStacks: () => stack && `<Stacks><member><StackId>${ID}</StackId><StackName>clickhouse-privatelink</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>${stack}</StackStatus></member></Stacks>`,
    GetTemplateSummary: () => '<Parameters/>',
    CreateChangeSet: () => `<Id>${ID.replace(':stack/', ':changeSet/')}</Id><StackId>${ID}</StackId>`,
    DescribeChangeSet: () => '<Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus>',
    ExecuteChangeSet: () => {
      const { ChangeSetType: kind = '' } = asked.findLast(({ Action }) => Action === 'CreateChangeSet') ?? {}
      stack = `${kind}_COMPLETE`
      return ''
    },
  }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const call = Object.fromEntries(new URLSearchParams(body))
      asked.push(call)
      const said = answers[call.Action ?? '']?.(call)
      response.writeHead(typeof said === 'string' ? 200 : 400, { 'content-type': 'text/xml' })
      if (typeof said === 'string') response.end(`<${call.Action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${call.Action}Result>${said}</${call.Action}Result></${call.Action}Response>`)
      else response.end('<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id clickhouse-privatelink does not exist</Message></Error></ErrorResponse>')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The stand-in has no port.')
  return { url: `http://127.0.0.1:${address.port}`, asked, close: () => new Promise((resolve) => server.close(() => resolve())) }
}
