import type { Socket } from 'node:net'
import { authenticationFailed, PASSWORD, USER } from './clickhouse-http'

/** ClickHouse’s native protocol as far as a greeting: a client’s Hello is answered with a Hello or an exception. */

const HELLO = 0
const EXCEPTION = 2
const REVISION = 54_429
const MAX_HELLO = 4096

export function answerNative(socket: Socket): void {
  let seen = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    seen = Buffer.concat([seen, chunk])
    const hello = readHello(seen)
    if (hello === 'incomplete' && seen.length <= MAX_HELLO) return
    // ClickHouse closes on what is not its protocol.
    if (hello === 'incomplete' || hello === 'foreign') return void socket.end()
    socket.end(hello.user === USER && hello.password === PASSWORD ? serverHello() : exception(516, authenticationFailed(hello.user)))
  })
}

type Hello = { user: string; password: string }

function readHello(bytes: Buffer): Hello | 'incomplete' | 'foreign' {
  const reader = new Reader(bytes)
  if (bytes[0] !== HELLO) return 'foreign'
  reader.number()
  reader.text()
  for (let n = 0; n < 3; n++) reader.number()
  const [, user, password] = [reader.text(), reader.text(), reader.text()]
  return reader.isShort ? 'incomplete' : { user, password }
}

/** Reads variable-length numbers and strings; past the end it gives nothing and says so. */
class Reader {
  private at = 0
  isShort = false
  constructor(private readonly bytes: Buffer) {}

  number(): number {
    let value = 0
    for (let shift = 0; shift < 49; shift += 7) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) {
        this.isShort = true
        return 0
      }
      value += (byte & 127) * 2 ** shift
      if (byte < 128) return value
    }
    return value
  }

  text(): string {
    const length = this.number()
    if (this.at + length > this.bytes.length) this.isShort = true
    const text = this.bytes.toString('utf8', this.at, this.at + length)
    this.at += length
    return text
  }
}

function number(value: number): Buffer {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128)
  return Buffer.from([...bytes, value])
}
const text = (value: string) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)])

const serverHello = () =>
  Buffer.concat([number(HELLO), text('ClickHouse'), number(25), number(8), number(REVISION), text('UTC'), text('sandbox'), number(1)])

function exception(code: number, message: string): Buffer {
  const codeBytes = Buffer.alloc(4)
  codeBytes.writeInt32LE(code)
  return Buffer.concat([number(EXCEPTION), codeBytes, text('DB::Exception'), text(message), text(''), Buffer.from([0])])
}
