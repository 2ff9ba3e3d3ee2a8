import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { ActionForm } from '@/components/ui/action-form'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { Untrusted } from '@/components/ui/text'
import { TimeAgo, UtcTime } from '@/components/ui/time'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { listOpenInvitations, type Invitation } from '@/lib/db/invitations'
import { listPeople, type ListedPerson } from '@/lib/db/people'
import { withdraw } from './actions'
import { EditPerson } from './edit-person'
import { Invite } from './invite'

export const metadata: Metadata = { title: 'People' }

/** Who has access, with which role, and who is invited. */
export default async function PeoplePage() {
  const viewer = await viewerWhoMay('viewPeople')
  const [people, invitations] = await Promise.all([listPeople(), listOpenInvitations(new Date())])
  return (
    <>
      <PageHeader
        title="People"
        description="Who has access to Causeway and what they may do. Others are invited with a link; nobody can sign up by themselves."
        actions={<Invite />}
      />
      <div className="space-y-6">
        {invitations.length > 0 && <Invitations invitations={invitations} />}
        <Panel flush>
          <Table label="People" bare>
            <TableHead>
              <Column>Name</Column>
              <Column>E-mail address</Column>
              <Column>Role</Column>
              <Column>Signs in with</Column>
              <Column>Last seen</Column>
              <Column hidden>Change</Column>
            </TableHead>
            <TableBody>
              {people.map((person) => (
                <PersonRow key={person.userId} person={person} isViewer={person.userId === viewer.userId} />
              ))}
            </TableBody>
          </Table>
        </Panel>
      </div>
    </>
  )
}

function PersonRow({ person: { userId, name, email, role, disabledAt, seenAt, signsInWith }, isViewer }: { person: ListedPerson; isViewer: boolean }) {
  return (
    <Row>
      <Cell label="Name">
        <Untrusted>{name}</Untrusted>
        {isViewer && <span className="text-muted"> (you)</span>}
      </Cell>
      <Cell label="E-mail">
        <Untrusted className="wrap-anywhere">{email}</Untrusted>
      </Cell>
      <Cell label="Role">{disabledAt ? <Badge tone="neutral">No access</Badge> : role}</Cell>
      <Cell label="Signs in with">{[...new Set(signsInWith)].join(', ') || 'nothing'}</Cell>
      <Cell label="Last seen">{seenAt ? <TimeAgo at={seenAt.toISOString()} /> : <span className="text-faint">not signed in</span>}</Cell>
      <Cell className="text-right cards:text-left">
        <EditPerson person={{ userId, name, role, disabled: disabledAt !== null, isViewer, hasPassword: signsInWith.includes('password') }} />
      </Cell>
    </Row>
  )
}

function Invitations({ invitations }: { invitations: Invitation[] }) {
  return (
    <Panel flush title="Open links" description="Invitations, and links for a new password. Each works once. It was shown when it was made; withdraw it and make another where it is lost.">
      <Table label="Open links" bare>
        <TableHead>
          <Column>For</Column>
          <Column>Role</Column>
          <Column>By</Column>
          <Column>Works until</Column>
          <Column hidden>Withdraw</Column>
        </TableHead>
        <TableBody>
          {invitations.map(({ invitationId, note, role, invitedByName, expiresAt }) => (
            <Row key={invitationId}>
              <Cell label="For">
                <Untrusted>{note}</Untrusted>
              </Cell>
              <Cell label="Role">{role}</Cell>
              <Cell label="By">
                <Untrusted>{invitedByName}</Untrusted>
              </Cell>
              <Cell label="Works until">
                <UtcTime at={expiresAt.toISOString()} />
              </Cell>
              <Cell className="text-right cards:text-left">
                <ActionForm action={withdraw} fields={{ invitationId }} label="Withdraw" size="sm" variant="ghost" pendingLabel="Withdrawing" />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Panel>
  )
}
