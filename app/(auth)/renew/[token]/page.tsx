import type { Metadata } from 'next'
import { Callout } from '@/components/ui/callout'
import { askingAddress } from '@/lib/auth/actor'
import { mayTry } from '@/lib/auth/limits'
import { findOpenInvitation } from '@/lib/db/invitations'
import { findPerson } from '@/lib/db/people'
import { RENEWAL_IS_OVER } from '@/lib/operations/renew-password'
import { DoorHeading } from '../../door-heading'
import { RenewalForm } from './renewal-form'

export const metadata: Metadata = { title: 'New password' }

type Props = { params: Promise<{ token: string }> }

/** Where somebody who lost their password sets another. A link that does not work says so in the same words, whatever is the matter with it. */
export default async function RenewalPage({ params }: Props) {
  const { token } = await params
  const now = new Date()
  const counted = await mayTry({ what: 'invitation', address: await askingAddress(), now })
  const renewal = counted.ok && token.length <= 300 ? await findOpenInvitation(token, now, 'renewal') : null
  const person = renewal?.forUserId ? await findPerson(renewal.forUserId) : null
  if (counted.ok && person) await counted.forgive()
  if (!person || person.disabledAt) {
    return (
      <>
        <DoorHeading title="This link does not work" />
        <Callout tone="attention" title={counted.ok ? RENEWAL_IS_OVER : counted.reason} />
      </>
    )
  }
  return (
    <>
      <DoorHeading title="Choose a new password">For {person.name}. Wherever you are signed in, you are signed out.</DoorHeading>
      <RenewalForm token={token} email={person.email} />
    </>
  )
}
