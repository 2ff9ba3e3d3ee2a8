import 'server-only'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { adoptConfig, config } from '@/lib/config'
import { closeClients, useAccounts as resolveAccountsWith } from './clients'
import { forgetBuckets } from './limiter'

/** For the tests of this folder: an EC2 and STS on loopback that answers whatever a test wants, well or badly. */
export type Asked = { action: string; params: URLSearchParams; headers: Record<string, unknown>; /** The how-manieth call of this action, from 1. */ nth: number }
export type Answered = string | { status?: number; headers?: Record<string, string>; body?: string | Buffer } | ((response: ServerResponse) => void)

export const REACH = { accountId: '111122223333', region: 'us-west-2' }

export async function startFarEnd(answer: (asked: Asked) => Answered) {
  const calls: Asked[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const params = new URLSearchParams(body)
      const action = params.get('Action') ?? ''
      const asked = { action, params, headers: request.headers, nth: calls.filter((call) => call.action === action).length + 1 }
      calls.push(asked)
      reply(response, answerOrIdentity(asked, answer))
    })
  })
  server.on('connection', (socket) => (sockets.add(socket), socket.on('close', () => sockets.delete(socket)), socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  adoptConfig({ ...config(), awsMode: 'sandbox', sandboxPort: port })
  resolveAccountsWith(async () => ({ kind: 'default' }))
  forgetBuckets()
  const close = async () => {
    closeClients()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { port, sockets, calls, count: (action: string) => calls.filter((call) => call.action === action).length, close }
}

function answerOrIdentity(asked: Asked, answer: (asked: Asked) => Answered): Answered {
  const answered = answer(asked)
  return asked.action === 'GetCallerIdentity' && answered === '' ? identity(REACH.accountId) : answered
}

function reply(response: ServerResponse, answered: Answered): void {
  if (typeof answered === 'function') return answered(response)
  const { status = 200, headers = {}, body = '' } = typeof answered === 'string' ? { body: answered } : answered
  response.writeHead(status, { 'content-type': 'text/xml;charset=UTF-8', ...headers }).end(body)
}

export const hang = () => {}
export const reset = (response: ServerResponse) => void response.socket?.resetAndDestroy()

export const refusal = (status: number, code: string, message = `${code} happened`) => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r-1</RequestID></Response>`,
})

export const stsRefusal = (status: number, code: string, message: string) => ({
  status,
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
})

export const identity = (accountId: string) =>
  `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${accountId}:user/test</Arn><UserId>AIDA</UserId><Account>${accountId}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`

export const document = (action: string, inside: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>${inside}</${action}Response>`

export const endpointId = (n: number) => `vpce-${n.toString(16).padStart(17, '0')}`
export const endpoint = (n: number, more = '<state>available</state>') =>
  `<vpcEndpointId>${endpointId(n)}</vpcEndpointId><vpcEndpointType>Interface</vpcEndpointType><vpcId>vpc-00000001</vpcId><serviceName>com.amazonaws.vpce.us-west-2.vpce-svc-00000001</serviceName>${more}`
export const endpointPage = (numbers: number[], next = '<nextToken/>') => document('DescribeVpcEndpoints', `<vpcEndpointSet>${numbers.map((n) => `<item>${endpoint(n)}</item>`).join('')}</vpcEndpointSet>${next}`)
