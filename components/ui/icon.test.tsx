import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { icon } from './icon'
import * as icons from './icons'

const pathOf = (drawing: Parameters<typeof icon>[0]) => /d="([^"]*)"/.exec(renderToStaticMarkup(icon(drawing)({})))?.[1]

it.each([
  ['a circle', 'circle', { cx: '12', cy: '12', r: '10' }, 'M2 12a10 10 0 0 1 20 0a10 10 0 0 1 -20 0'],
  ['a line', 'line', { x1: '8', x2: '16', y1: '21', y2: '22' }, 'M8 21L16 22'],
  ['a rectangle with round corners', 'rect', { x: '2', y: '3', width: '20', height: '14', rx: '2' }, 'M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2z'],
  ['a rectangle with square ones', 'rect', { x: '1', y: '1', width: '4', height: '5' }, 'M1 1h4a0 0 0 0 1 0 0v5a0 0 0 0 1 0 0h-4a0 0 0 0 1 0 0v-5a0 0 0 0 1 0 0z'],
])('draws %s as a path', (_, tag, attributes, path) => {
  expect(pathOf([[tag, attributes]])).toBe(path)
})

it('begins each shape where its drawing says, not where the one before ended', () => {
  expect(pathOf([['path', { d: 'm4 4 2 2' }], ['path', { d: 'M9 9h1' }]])).toBe('M0 0m4 4 2 2M0 0M9 9h1')
})

it('says so of a shape it does not know', () => {
  expect(() => icon([['ellipse', {}]])).toThrow('An icon is drawn with <ellipse>, which is not known here.')
})

it('can draw every icon, unread', () => {
  for (const [name, Icon] of Object.entries(icons)) expect(renderToStaticMarkup(<Icon className="size-4" />), name).toMatch(/^<svg aria-hidden="true" viewBox="0 0 24 24" class="icon size-4"><path d="M[^"]+"\/?>/)
})
