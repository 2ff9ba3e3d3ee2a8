import type { Metadata } from 'next'
import { ActionForm } from '@/components/ui/action-form'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { TimeAgo, UtcTime } from '@/components/ui/time'
import { currentSession } from '@/lib/auth/session'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { findPasswordHash } from '@/lib/db/people'
import { listSessions } from '@/lib/db/sessions'
import { endAll, endOne } from './actions'
import { PasswordForm } from './password-form'
import { deviceOf } from './device'

export const metadata: Metadata = { title: 'Your sessions' }

/** Where somebody is signed in, with the way to end each, all, and to change the password. */
export default async function SessionsPage() {
  const viewer = await viewerWhoMay('manageOwnSessions')
  const [sessions, current, passwordHash] = await Promise.all([listSessions(viewer.userId, new Date()), currentSession(), findPasswordHash(viewer.userId)])
  return (
    <>
      <PageHeader
        title="Your sessions"
        description="Where you are signed in. A session ends after eight hours without use, and after seven days in any case."
        actions={<ActionForm action={endAll} label="Sign out everywhere" pendingLabel="Signing out" />}
      />
      <div className="space-y-6">
        <Panel flush>
          <Table label="Your sessions" bare>
            <TableHead>
              <Column>Browser</Column>
              <Column>Address</Column>
              <Column>Signed in</Column>
              <Column>Last seen</Column>
              <Column hidden>End</Column>
            </TableHead>
            <TableBody>
              {sessions.map(({ sessionId, userAgent, fromAddress, createdAt, seenAt }) => (
                <Row key={sessionId}>
                  <Cell label="Browser">
                    <span title={userAgent ?? undefined}>{deviceOf(userAgent)}</span>
                    {sessionId === current?.sessionId && <span className="text-muted"> (this one)</span>}
                  </Cell>
                  <Cell label="Address" mono>
                    {fromAddress ?? 'unknown'}
                  </Cell>
                  <Cell label="Signed in">
                    <UtcTime at={createdAt.toISOString()} />
                  </Cell>
                  <Cell label="Last seen">
                    <TimeAgo at={seenAt.toISOString()} />
                  </Cell>
                  <Cell className="text-right cards:text-left">
                    {sessionId !== current?.sessionId && <ActionForm action={endOne} fields={{ sessionId }} label="End" size="sm" pendingLabel="Ending" />}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        </Panel>
        <Panel title="Password" description={passwordHash ? 'Changing it ends your other sessions.' : undefined}>
          {passwordHash ? <PasswordForm /> : <p className="text-muted">You sign in with your organisation’s provider, so there is no password here.</p>}
        </Panel>
      </div>
    </>
  )
}
