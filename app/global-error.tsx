'use client'

import { ErrorMessage, type ErrorPageProps } from '@/components/shell/error-message'
import './globals.css'

/** Stands in for the root layout when that itself failed, so it brings its own document. */
export default function GlobalError(props: ErrorPageProps) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>This page could not be shown · Causeway</title>
        <ErrorMessage {...props} />
      </body>
    </html>
  )
}
