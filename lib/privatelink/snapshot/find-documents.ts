/** Most JSON documents that are looked for in one paste, whole or not. */
const MOST_DOCUMENTS = 400
/** AWS nests a dozen levels; more is nobody’s answer. */
const MOST_DEPTH = 40
/** How much of what stands before a document is kept: the prompt with the command that gave it. */
const BEFORE = 600

export type FoundDocument = { value: unknown; before: string; line: number }

export type FoundDocuments = {
  documents: FoundDocument[]
  /** Lines where a document begins that ends nowhere: the paste was cut. */
  cutAt: number[]
  /** Lines where something begins that looks like JSON and is none, or is nested too deeply. */
  brokenAt: number[]
  /** Everything between the documents. */
  noise: string
  /** There were more documents than are looked for. */
  more: boolean
}

/**
 * Finds the JSON objects in a text with prompts and noise around them, in one pass. A string holds no line break in JSON, and what the AWS
 * CLI prints begins an object in the first column only when it is a new answer: so what was cut in the middle does not swallow the rest.
 */
export function findDocuments(text: string): FoundDocuments {
  const found: FoundDocuments = { documents: [], cutAt: [], brokenAt: [], noise: '', more: false }
  const noise: string[] = []
  const lineAt = lineCounter(text)
  let from = 0
  let tries = 0
  for (;;) {
    const start = nextStart(text, from)
    noise.push(text.slice(from, start === -1 ? undefined : start))
    if (start === -1) break
    tries += 1
    if (tries > MOST_DOCUMENTS) {
      found.more = true
      break
    }
    const { end, how } = endOf(text, start)
    if (how === 'cut') note(found.cutAt, lineAt(start))
    else if (how === 'too-deep') note(found.brokenAt, lineAt(start))
    else take(found, { text, from, start, end, line: lineAt(start) })
    from = end
  }
  found.noise = noise.join('\n')
  return found
}

function take(found: FoundDocuments, { text, from, start, end, line }: { text: string; from: number; start: number; end: number; line: number }): void {
  try {
    const value: unknown = JSON.parse(text.slice(start, end))
    found.documents.push({ value, before: text.slice(Math.max(from, start - BEFORE), start), line })
  } catch {
    note(found.brokenAt, line)
  }
}

/** A few are enough to say where. */
const note = (lines: number[], line: number) => void (lines.length < 5 && lines.push(line))

/** An object begins with a name or ends at once; any other brace is a shell’s or a program’s. */
function nextStart(text: string, from: number): number {
  const shape = /\{(?=\s*["}])/g
  shape.lastIndex = from
  return shape.exec(text)?.index ?? -1
}

function endOf(text: string, start: number): { end: number; how: 'whole' | 'cut' | 'too-deep' } {
  const marks = /["\\{}[\]\n]/g
  marks.lastIndex = start
  let depth = 0
  let inString = false
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const sign = mark[0]
    if (inString) {
      if (sign === '\\') marks.lastIndex += 1
      else if (sign === '"') inString = false
      else if (sign === '\n') return { end: mark.index, how: 'cut' }
    } else if (sign === '"') inString = true
    else if (sign === '{' || sign === '[') {
      depth += 1
      if (depth > MOST_DEPTH) return { end: afterNesting(text, mark.index), how: 'too-deep' }
    } else if (sign === '}' || sign === ']') {
      depth -= 1
      if (depth === 0) return { end: mark.index + 1, how: 'whole' }
    } else if (sign === '\n' && text[mark.index + 1] === '{') return { end: mark.index, how: 'cut' }
  }
  return { end: text.length, how: 'cut' }
}

/** To the next line that begins an object, so that the rest of what is too deep is not read as objects of its own. */
function afterNesting(text: string, from: number): number {
  const next = text.indexOf('\n{', from)
  return next === -1 ? text.length : next + 1
}

/** Line numbers of growing offsets, counted once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let counted = 0
  return (offset) => {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
      line += 1
      counted = at + 1
    }
    return line
  }
}
