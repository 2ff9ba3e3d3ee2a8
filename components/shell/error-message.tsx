'use client'

import { buttonClass } from '@/components/ui/button-look'
import { MessagePage } from './message-page'

export type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void }

/** As `paths.home()`, whose table of every address would come along, twice. */
const HOME = '/'

/**
 * A page broke: says what that means for the reader's work and how to have it looked into. Plain elements on purpose: this
 * file is part of the first load of every page, twice. The link is no client navigation, so that a fresh page is fetched.
 */
export function ErrorMessage({ error, reset }: ErrorPageProps) {
  return (
    <MessagePage
      title="This page could not be shown"
      actions={
        <>
          <button type="button" onClick={reset} className={buttonClass({ variant: 'primary' })}>
            Try again
          </button>
          <a href={HOME} className={buttonClass({})}>
            Go to the start
          </a>
        </>
      }
    >
      <p>
        Causeway met an error it did not expect while preparing the page. What was saved before is still there. If you had just
        pressed a button, look at the result before pressing it again.
      </p>
      {error.digest && (
        <p>
          The server’s log has the details under error id <code className="font-mono text-ink">{error.digest}</code>.
        </p>
      )}
    </MessagePage>
  )
}
