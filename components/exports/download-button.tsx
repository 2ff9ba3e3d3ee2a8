'use client'

import { Button } from '@/components/ui/button'
import { Download } from '@/components/ui/icons'

/** Saves a text that stands on the page already, so that the file is what was read. */
export function DownloadButton({ text, fileName, contentType = 'text/plain; charset=utf-8', what }: { text: string; fileName: string; contentType?: string; what: string }) {
  function save() {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: contentType }))
    link.download = fileName
    link.click()
    // The browser has begun to read it by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }
  return (
    <Button size="sm" onClick={save} aria-label={`Download ${what}`}>
      <Download /> Download
    </Button>
  )
}
