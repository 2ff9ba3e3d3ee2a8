'use client'

import { Button, LinkButton } from '@/components/ui/button'
import { Id } from '@/components/ui/id'
import { MessagePage } from './message-page'

export type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void }

/** A page broke: says what that means for the reader's work and how to have it looked into. */
export function ErrorMessage({ error, reset }: ErrorPageProps) {
  return (
    <MessagePage
      title="This page could not be shown"
      actions={
        <>
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <LinkButton href="/" plain>
            Go to the start
          </LinkButton>
        </>
      }
    >
      <p>
        Causeway met an error it did not expect while preparing the page. What was saved before is still there. If you had just
        pressed a button, look at the result before pressing it again.
      </p>
      {error.digest && (
        <p>
          The server’s log has the details under error id <Id value={error.digest} what="error id" />.
        </p>
      )}
    </MessagePage>
  )
}
