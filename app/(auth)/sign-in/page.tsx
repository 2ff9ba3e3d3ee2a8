import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Callout } from '@/components/ui/callout'
import { LinkButton } from '@/components/ui/button'
import { safeNext } from '@/lib/auth/next-path'
import { currentSession } from '@/lib/auth/session'
import { config } from '@/lib/config'
import { hasPeople } from '@/lib/db/people'
import { DoorHeading } from '../door-heading'
import { problemSentence } from './problems'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: Props) {
  const { next: asked, problem, error } = await searchParams
  const next = safeNext(asked)
  if (await currentSession()) redirect(next)
  const { oidc } = config()
  const sentence = problemSentence(problem ?? error)
  if (!(await hasPeople())) return <NobodyYet />
  return (
    <>
      <DoorHeading title="Sign in" />
      {sentence && (
        <div className="mb-5">
          <Callout tone="bad" title="You are not signed in" announce="alert">
            <p>{sentence}</p>
          </Callout>
        </div>
      )}
      {oidc && (
        <>
          <LinkButton plain href={`/sign-in/provider?next=${encodeURIComponent(next)}`} variant="primary" size="lg" className="w-full">
            Sign in with {oidc.name}
          </LinkButton>
          <p className="my-5 flex items-center gap-3 text-sm text-faint before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">or with a password</p>
        </>
      )}
      <SignInForm next={next} primary={oidc === null} />
      <p className="mt-6 text-sm text-pretty text-muted">No access yet, or the password is lost? An administrator can invite you with a link.</p>
    </>
  )
}

/** Before the first administrator there is nothing to sign in to; where the way in is stands in what the server printed. */
function NobodyYet() {
  return (
    <DoorHeading title="Causeway is not set up yet">
      Nobody has access so far. When it started, Causeway printed a link that makes the first administrator; open that one.
    </DoorHeading>
  )
}
