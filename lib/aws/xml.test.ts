import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readElement, rootOf, XmlError, type XmlElement, XmlReader } from './xml'

const read = (text: string) => {
  const reader = new XmlReader(text)
  reader.next()
  const element = readElement(reader)
  expect(reader.next()).toBe('end')
  return element
}
const leaf = (text: string) => read(`<a>${text}</a>`).text

describe('what AWS writes', () => {
  const cases: [string, string, string][] = [
    ['entities', '&lt;b&gt; &amp;amp; &quot;x&quot; &apos;y&apos;', `<b> &amp; "x" 'y'`],
    ['numbers of characters', '&#65;&#x42;&#x1F600;', 'AB😀'],
    ['entities nobody declared stay as they are', '&nbsp;&copy;', '&nbsp;&copy;'],
    ['white space is kept', ' a\n\tb ', ' a\n\tb '],
    ['CDATA', 'a<![CDATA[<b>&amp;]]>c', 'a<b>&amp;c'],
    ['comments vanish', 'a<!-- <b> -->c', 'ac'],
    ['control characters are shown', '&#1;\u0002', '\ufffd\ufffd'],
    ['impossible code points are shown', '&#x110000;', '\ufffd'],
  ]
  it.each(cases)('%s', (_name, written, expected) => expect(leaf(written)).toBe(expected))

  it('reads attributes over, also single-quoted and in an empty element', () => {
    expect(read(`\ufeff<?xml version="1.0"?>\n<a xmlns="http://x/" b='1'><c d="2"/></a>\n`)).toEqual({ name: 'a', text: '', children: [{ name: 'c', text: '', children: [] }] })
  })
})

describe('what is refused', () => {
  const cases: [string, string][] = [
    ['nothing', ''], ['white space', ' \n'], ['text', 'hello'], ['JSON', '{"a":1}'], ['two roots', '<a/><b/>'], ['text after the root', '<a/>x'],
    ['crossed tags', '<a><b></a></b>'], ['a closing tag alone', '</a>'], ['one closing tag too many', '<a></a></a>'], ['an open comment', '<a><!-- </a>'], ['open CDATA', '<a><![CDATA[</a>'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>'], ['an entity declaration', '<a><!ENTITY b "c"></a>'], ['CDATA outside', '<![CDATA[x]]><a/>'],
    ['an element __proto__', '<a><__proto__/></a>'], ['a name that is none', '<a><1/></a>'], ['an attribute constructor', '<a constructor="x"/>'], ['an attribute without a value', '<a b/>'],
    ['depth', '<a>'.repeat(65) + '</a>'.repeat(65)],
  ]
  it.each(cases)('%s', (_name, text) => expect(() => rootOf(text)).toThrow(XmlError))
  it('a depth of 64 is still read', () => expect(rootOf('<a>'.repeat(64) + '</a>'.repeat(64))).toBe('a'))
})

const escape = (text: string) => text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? char)
const write = ({ name, text, children }: XmlElement): string => `<${name}>${children.length > 0 ? children.map(write).join('') : escape(text)}</${name}>`
const name = fc.stringMatching(/^[a-z][A-Za-z]{0,8}$/).filter((text) => !['constructor', 'prototype'].includes(text))
const shown = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replace(/[\u0000-\u001f]/g, ''))
const { element } = fc.letrec<{ element: XmlElement }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 5 },
    fc.record({ name, text: shown, children: fc.constant<XmlElement[]>([]) }),
    fc.record({ name, text: fc.constant(''), children: fc.array(tie('element'), { maxLength: 4 }) }),
  ),
}))

describe('for any document', () => {
  it('reads what was written', () => fc.assert(fc.property(element, (written) => void expect(read(write(written))).toEqual(written))))
  it('B16 cut anywhere, it is refused', () =>
    fc.assert(fc.property(element, fc.nat(), (written, at) => {
      const text = write(written)
      expect(() => rootOf(text.slice(0, at % text.length))).toThrow(XmlError)
    })))
  it('any text at all is read or refused, never anything else', () =>
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom('<', '</', '/>', '>', '<!', '<?', '?>', '&', ';', 'a', '"', '=', ' ', ']]>', '<![CDATA[', '<!--', '-->'), fc.string({ maxLength: 3 }))), (parts) => {
      try {
        rootOf(parts.join(''))
      } catch (error) {
        expect(error).toBeInstanceOf(XmlError)
      }
    })))
})
