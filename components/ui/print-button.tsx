'use client'

import { Button } from './button'
import { Printer } from './icons'

export function PrintButton() {
  return (
    <Button variant="primary" onClick={() => window.print()}>
      <Printer /> Print
    </Button>
  )
}
