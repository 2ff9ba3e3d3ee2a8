import { findingsOf, readReportLine, REPORT_MARK } from '../script/report'
import { Gathering, type Block, type Line, type Tool } from './finding'

/** The one line that our own script prints where it cannot post. A terminal may have broken it into several. */
function read(block: Block) {
  const seen = new Gathering('script', { ...block, command: null })
  for (let at = 0; at < block.lines.length; at += 1) {
    const start = block.lines[at]!
    const mark = start.text.indexOf(REPORT_MARK)
    if (mark < 0) continue
    const parts: Line[] = [start]
    let body = start.text.slice(mark + REPORT_MARK.length).trim()
    while (!/\.\d{1,10}$/.test(body) && at + 1 < block.lines.length && /^[\w-]{1,2000}(?:\.\d{0,10})?$|^\.?\d{1,10}$/.test(block.lines[at + 1]!.text.trim())) {
      at += 1
      parts.push(block.lines[at]!)
      body += block.lines[at]!.text.trim()
    }
    const result = readReportLine(body)
    if ('problem' in result) seen.problem(parts, result.problem)
    else {
      const { findings, problems } = findingsOf(result.report, start.n)
      seen.take(...parts)
      seen.findings.push(...findings)
      seen.problems.push(...problems)
    }
  }
  return seen.read
}

export const scriptReport: Tool = { name: 'script', commands: [], read }
