import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { EXPORTS } from '.'
import { tagsForCloudFormation, tagsOf } from './export'
import { quoteHcl } from './hcl'
import { toJson } from './json'
import { HOSTILE_TAGS, SUBJECTS, subjectOf } from './sample-subjects'
import { quoteTypeScript } from './typescript'
import { toYaml } from './yaml'

const TRAPS = ['${', '%{', '$', '%', '{', '}', '$${', '"', "'", '\\', '\n', '\r\n', '\t', '`', '#', '//', '/*', '<<EOT', '\nEOT\n', 'yes', 'no', '1e3', 'null', '~', ': ', '- ', '&a', '*a', '!Ref ', '\u202e', '\u200b', '\u2028', '\u0085', '\ufeff', '\u{e0041}', 'é', 'e\u0301', '東', '🚀', ' ', '\0', '\u001b[31m', '{{', '$(id)', '; rm -rf /']
const anyText = fc.array(fc.oneof(fc.constantFrom(...TRAPS), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 14 }).map((parts) => parts.join('').toWellFormed())
/** What may be a tag: no controls, no halves. */
const tagText = anyText.map((text) => text.replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, ''))
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]/u

/** A small reader of quoted HCL strings, written from HCL's specification and not from the writer. Throws where a template would begin. */
function readHcl(literal: string): string {
  let text = ''
  let at = 1
  while (at < literal.length - 1) {
    const rest = literal.slice(at)
    const escaped = /^\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|([nrt"\\]))/.exec(rest)
    const doubled = /^(\$\$\{|%%\{)/.exec(rest)
    if (escaped) {
      const [all, short, long, plain] = escaped
      text += plain ? ({ n: '\n', r: '\r', t: '\t' }[plain] ?? plain) : String.fromCodePoint(parseInt((short ?? long)!, 16))
      at += all.length
    } else if (doubled) {
      text += rest.slice(1, 3)
      at += 3
    } else {
      if (/^(\$\{|%\{|"|\n|\\)/.test(rest)) throw new Error(`the string ends or a template begins at ${at}: ${literal}`)
      text += literal[at]
      at += 1
    }
  }
  return text
}

describe('G62 a text in HCL', () => {
  it('is read back as it was, shows everything, and is one line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const literal = quoteHcl(text)
        expect(readHcl(literal)).toBe(text)
        expect(literal).not.toMatch(UNSEEN)
        expect(literal).not.toContain('\n')
      }),
      { numRuns: 10_000 },
    )
  }, 120_000)

  it('is judged by a reader that does find templates and ends', () => {
    for (const wrong of ['"${x}"', '"%{ if }"', '"a"b"', '"a\nb"']) expect(() => readHcl(wrong)).toThrow()
  })
})

describe('G63 a text in YAML', () => {
  it('is read back equal, as a text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const yaml = toYaml({ Value: text, List: [{ Key: text }] }, 'a comment')
        expect(parse(yaml)).toEqual({ Value: text, List: [{ Key: text }] })
        expect(yaml).not.toMatch(UNSEEN)
      }),
      { numRuns: 2_000 },
    )
  }, 120_000)

  it.each(Object.entries(SUBJECTS))('in the template of “%s” every tag is what it was', (_, subject) => {
    type Text = string | { 'Fn::Join': [string, string[]] }
    const template = parse(EXPORTS.cloudformation.render(subject)) as { Resources: { ClickHouseEndpoint: { Properties: { Tags: { Key: Text; Value: Text }[] } } } }
    const plain = (text: Text) => (typeof text === 'string' ? text : text['Fn::Join'][1].join(text['Fn::Join'][0]))
    const tags = template.Resources.ClickHouseEndpoint.Properties.Tags.map(({ Key, Value }) => ({ key: plain(Key), value: plain(Value) }))
    expect(tags).toEqual(tagsForCloudFormation(subject).tags)
  })

  it('what CloudFormation would look up is left out, and the file says so', () => {
    const text = EXPORTS.cloudformation.render(SUBJECTS['looked-up-tags']!)
    expect(text).not.toContain('{{resolve:')
    expect(text).toMatch(/^# 2 tags are left out/m)
    expect(EXPORTS.terraform.render(SUBJECTS['looked-up-tags']!)).toContain('"{{resolve:ssm:/x}}"')
  })
})

describe('a text in JSON and TypeScript', () => {
  it('is read back equal, and shows everything', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.parse(toJson({ [text]: text }))).toEqual({ [text]: text })
        const source = ts.createSourceFile('x.ts', quoteTypeScript(text), ts.ScriptTarget.Latest)
        const [statement] = source.statements
        expect(source.statements).toHaveLength(1)
        expect(statement && ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression) && statement.expression.text).toBe(text)
        expect(quoteTypeScript(text)).not.toMatch(UNSEEN)
      }),
      { numRuns: 2_000 },
    )
  }, 120_000)

  it.each(Object.entries(SUBJECTS))('the CDK stack of “%s” is TypeScript, and adds exactly the tags', (_, subject) => {
    const text = EXPORTS.cdk.render(subject)
    const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } })
    expect(diagnostics).toEqual([])
    const source = ts.createSourceFile('stack.ts', text, ts.ScriptTarget.Latest)
    const added = source.statements.flatMap((statement) => {
      if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression) || !statement.getText(source).startsWith('Tags.of(endpoint).add')) return []
      const [key, value] = statement.expression.arguments
      return key && value && ts.isStringLiteral(key) && ts.isStringLiteral(value) ? [{ key: key.text, value: value.text }] : []
    })
    expect(added).toEqual(tagsForCloudFormation(subject).tags)
  })
})

describe('G66 the AWS CLI script', () => {
  it('hands the tags of random plans to aws as they were, and runs nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-cli-'))
    // Stands where the AWS CLI stands and writes down its arguments, each ended by a NUL.
    writeFileSync(join(folder, 'aws'), '#!/bin/sh\nif [ "$1" = sts ]; then echo 111122223333; exit; fi\nprintf \'%s\\0\' "$@" > "$(dirname "$0")/argv"\necho vpce-made\n', { mode: 0o755 })
    const runScript = (tags: { key: string; value: string }[]) => {
      const subject = subjectOf({ tags })
      writeFileSync(join(folder, 'script.sh'), EXPORTS['aws-cli'].render(subject))
      const said = execFileSync('/bin/sh', [join(folder, 'script.sh')], { env: { PATH: `${folder}:/usr/bin:/bin`, NODE_ENV: 'test' } }).toString()
      const argv = readFileSync(join(folder, 'argv'), 'utf8').split('\0').slice(0, -1)
      const specification = argv[argv.indexOf('--tag-specifications') + 1]!
      return { subject, said, argv, sent: (JSON.parse(specification) as { Tags: { Key: string; Value: string }[] }[])[0]!.Tags.map(({ Key, Value }) => ({ key: Key, value: Value })) }
    }
    try {
      const { subject, said, argv, sent } = runScript(HOSTILE_TAGS)
      expect(sent).toEqual(tagsOf(subject))
      expect(said).toMatch(/^Made vpce-made\. /)
      expect(argv.slice(0, 2)).toEqual(['ec2', 'create-vpc-endpoint'])
      expect(argv).toContain('--no-private-dns-enabled')
      fc.assert(
        fc.property(fc.array(tagText, { maxLength: 4 }), (values) => {
          const random = runScript(values.map((value, at) => ({ key: `k${at}`, value })))
          expect(random.sent).toEqual(tagsOf(random.subject))
        }),
        { numRuns: 60 },
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 120_000)
})
