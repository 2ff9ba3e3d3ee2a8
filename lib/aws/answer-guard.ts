import 'server-only'
import type { $Command } from '@aws-sdk/client-ec2'
import { UnreadableAnswer } from './errors'
import { rootOf, XmlError } from './xml'

/** The largest answer that is read, in bytes, and how long reading one may take. */
const LARGEST_ANSWER = 16 * 1024 * 1024
const LONGEST_READ_MS = 15_000

export type GuardOptions = {
  /** Takes a good answer's text instead of the SDK, which then sees an empty document. */
  take?: (text: string) => void
  longestReadMs?: number
}

/** The SDK exports this type only as part of a command. */
type Stack<Input extends object, Output extends object> = $Command<Input, Output, unknown>['middlewareStack']
type Answer = { statusCode: number; headers: Record<string, string>; body: unknown }
type Body = AsyncIterable<Uint8Array> & { destroy(error?: Error): void }

/**
 * An SDK plug-in that reads every answer before the SDK does, and throws `UnreadableAnswer` unless it is the document the call
 * asked for: the SDK turns an empty 200, HTML or a foreign document into "nothing there", and a watcher would believe it.
 */
export function answerGuard(options: GuardOptions = {}) {
  const applyToStack = <Input extends object, Output extends object>(stack: Stack<Input, Output>) => {
    stack.add(
      (next, context) => async (args) => {
        const result = await next(args)
        const answer = result.response as Answer
        const text = await readText(answer, options.longestReadMs ?? LONGEST_READ_MS)
        answer.body = Buffer.from(judged(text, answer.statusCode, String(context.commandName ?? ''), options.take))
        return result
      },
      // Lowest priority of the innermost step: right behind the wire, before anything parses.
      { step: 'deserialize', priority: 'low', name: 'causewayAnswerGuard', override: true },
    )
  }
  return { applyToStack }
}

/** The text the SDK may parse. Both EC2 and STS name the root after the call, and wrap errors in one of two. */
function judged(text: string, status: number, commandName: string, take: GuardOptions['take']): string {
  const good = status >= 200 && status < 300
  const expected = good ? [commandName.replace(/Command$/, 'Response')] : ['Response', 'ErrorResponse']
  if (good && take) {
    take(text)
    return `<${expected[0]}/>`
  }
  const root = wellFormedRoot(text, status)
  if (!expected.includes(root)) throw new UnreadableAnswer(`a document <${root.slice(0, 60)}> instead of <${expected[0]}>`, status)
  return text
}

function wellFormedRoot(text: string, status: number): string {
  try {
    return rootOf(text)
  } catch (error) {
    if (error instanceof XmlError) throw new UnreadableAnswer(`not an XML answer: ${error.message}`, status, { cause: error })
    throw error
  }
}

async function readText(answer: Answer, longestMs: number): Promise<string> {
  const bytes = await readBytes(answer, longestMs)
  const encoding = answer.headers['content-encoding']
  if (encoding && encoding !== 'identity') throw new UnreadableAnswer(`encoded as ${encoding.slice(0, 20)}, which was not asked for`, answer.statusCode)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new UnreadableAnswer('not UTF-8 text', answer.statusCode, { cause })
  }
}

async function readBytes({ body, statusCode }: Answer, longestMs: number): Promise<Buffer> {
  const stream = body as Body
  const tooLate = new UnreadableAnswer(`it was still arriving after ${longestMs / 1000} seconds`, statusCode)
  const timer = setTimeout(() => stream.destroy(tooLate), longestMs)
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of stream) {
      size += part.length
      if (size > LARGEST_ANSWER) throw new UnreadableAnswer('larger than 16 MB', statusCode)
      parts.push(part)
    }
  } finally {
    clearTimeout(timer)
  }
  return Buffer.concat(parts, size)
}
