/** What is said after it, and for how long (ms). */
export const COPIED = 'Copied'
export const NOT_COPIED = 'Could not copy. Select the text and copy it by hand.'
export const SHOWN_MS = 1_800

/**
 * Puts text on the clipboard; false where the browser refused. The clipboard API exists only on https and localhost, and a
 * self-hosted console is often opened as http://host:3000, so the old command is kept as the second way.
 */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    const written = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    if (written) return true
  }
  const area = document.createElement('textarea')
  area.value = text
  area.readOnly = true
  area.className = 'sr-only'
  const focused = document.activeElement
  // Inside a modal dialog everything else is inert, so the text has to be selected in there.
  const home = focused?.closest('dialog') ?? document.body
  home.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return done
}
