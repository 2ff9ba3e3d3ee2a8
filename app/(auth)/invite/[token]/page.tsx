import type { Metadata } from 'next'
import { Callout } from '@/components/ui/callout'
import { askingAddress } from '@/lib/auth/actor'
import { mayTry } from '@/lib/auth/limits'
import { findOpenInvitation } from '@/lib/db/invitations'
import { INVITATION_IS_OVER } from '@/lib/operations/invitations'
import { ROLE_MEANING } from '@/lib/privatelink/roles'
import { DoorHeading } from '../../door-heading'
import { NewcomerForm } from '../../newcomer-form'
import { accept } from './actions'

export const metadata: Metadata = { title: 'Invitation' }

type Props = { params: Promise<{ token: string }> }

/** The way in for who was invited. A link that does not work says so in the same words, whatever is the matter with it. */
export default async function InvitationPage({ params }: Props) {
  const { token } = await params
  const now = new Date()
  const counted = await mayTry({ what: 'invitation', address: await askingAddress(), now })
  const invitation = counted.ok && token.length <= 300 ? await findOpenInvitation(token, now) : null
  if (counted.ok && invitation) await counted.forgive()
  if (!invitation) {
    return (
      <>
        <DoorHeading title="This invitation does not work" />
        <Callout tone="attention" title={counted.ok ? INVITATION_IS_OVER : counted.reason} />
      </>
    )
  }
  return (
    <>
      <DoorHeading title="Join Causeway">
        {invitation.invitedByName} invites you as {invitation.role}. {ROLE_MEANING[invitation.role]}
      </DoorHeading>
      <NewcomerForm action={accept} token={token} label="Join" />
    </>
  )
}
