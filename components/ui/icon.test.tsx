import * as lucide from 'lucide'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import * as icons from './icons'

const PEN = `xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='black' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'`

/** A drawing as the image of a mask. */
function toImage(drawing: lucide.IconNode): string {
  const shapes = drawing.map(([tag, attributes]) => `<${tag} ${Object.entries(attributes).map(([name, value]) => `${name}='${value}'`).join(' ')}/>`)
  return `url("data:image/svg+xml,${`<svg ${PEN}>${shapes.join('')}</svg>`.replaceAll('<', '%3C').replaceAll('>', '%3E')}")`
}

// Written anew by `npx vitest run components/ui/icon.test.tsx -u`, after an icon was added or Lucide has drawn one anew.
it('has each drawing in the style sheet as Lucide draws it', async () => {
  const drawings = Object.entries(icons).map(([name, { drawing }]) => `  --${drawing}: ${toImage((lucide as unknown as Record<string, lucide.IconNode>)[name]!)};\n`)
  const classes = Object.values(icons).map(({ drawing }) => `.${drawing} { --icon: var(--${drawing}); }\n`)
  await expect(`/* Lucide’s drawings (ISC licence, https://lucide.dev/license), written by icon.test.tsx. */\n:root {\n${drawings.join('')}}\n${classes.join('')}`).toMatchFileSnapshot('icons.css')
})

it('draws every icon as one element, unread', () => {
  for (const Icon of Object.values(icons)) expect(renderToStaticMarkup(<Icon className="size-4" />)).toBe(`<span aria-hidden="true" class="icon ${Icon.drawing} size-4"></span>`)
})
