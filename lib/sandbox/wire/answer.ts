import type { AwsError } from './errors'
import { content, element, type XmlTree } from './xml'

/** Which of the two services a request is for: they differ in name space, envelope and shape of errors. */
export type WireService = 'ec2' | 'sts'

export const VERSION: Record<WireService, string> = { ec2: '2016-11-15', sts: '2011-06-15' }

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'

type Rendered = { service: WireService; action: string; requestId: string }

export function renderResult({ service, action, requestId }: Rendered, result: XmlTree): string {
  if (service === 'sts') {
    const body = element(`${action}Result`, result) + element('ResponseMetadata', { RequestId: requestId })
    return `${DECLARATION}<${action}Response xmlns="${STS_NAMESPACE}">${body}</${action}Response>`
  }
  const open = `<${action}Response xmlns="http://ec2.amazonaws.com/doc/${VERSION.ec2}/">`
  return `${DECLARATION}${open}<requestId>${requestId}</requestId>${content(result)}</${action}Response>`
}

export function renderError({ service, requestId }: Omit<Rendered, 'action'>, error: AwsError): string {
  if (service === 'sts') {
    const fault = { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message }
    const body = element('Error', fault) + element('RequestId', requestId)
    return `${DECLARATION}<ErrorResponse xmlns="${STS_NAMESPACE}">${body}</ErrorResponse>`
  }
  const list = element('Errors', { Error: { Code: error.code, Message: error.message } })
  return `${DECLARATION}<Response>${list}${element('RequestID', requestId)}</Response>`
}
