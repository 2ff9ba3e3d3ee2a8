/**
 * AWS's XML, written.
 *
 * Not fast-xml-parser's builder: it cannot wrap list members in `<item>`, take an already rendered fragment (ten thousand
 * endpoints are rendered once and kept) or replace characters that XML 1.0 forbids, and those are all that is needed here.
 */
export type XmlValue = string | number | boolean | Date | null | undefined | Fragment | XmlTree | readonly XmlValue[]
export type XmlTree = { [name: string]: XmlValue }

/** XML that is already written. */
export class Fragment {
  constructor(readonly xml: string) {}
}

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' }
const SPECIAL = /[&<>"\r]/g
/** Everything XML 1.0 has no way to carry, not even as a reference; lone surrogates too. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Can XML 1.0 carry this text? */
export const isXmlText = (text: string) => text.search(FORBIDDEN) === -1

export const escapeXml = (text: string) => text.replace(FORBIDDEN, '\ufffd').replace(SPECIAL, (char) => ENTITY[char] ?? char)

/** One element. Null and undefined leave it out, an array becomes `<item>` members, an empty one `<name/>`. */
export function element(name: string, value: XmlValue): string {
  if (value === null || value === undefined) return ''
  const inner = content(value)
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`
}

/** What stands inside an element. */
export function content(value: XmlValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Fragment) return value.xml
  if (value instanceof Date) return value.toISOString()
  if (isList(value)) return value.map((member) => element('item', member)).join('')
  if (typeof value !== 'object') return escapeXml(String(value))
  let xml = ''
  for (const name of Object.keys(value)) xml += element(name, value[name])
  return xml
}

const isList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value)
