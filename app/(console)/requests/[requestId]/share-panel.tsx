import { Badge } from '@/components/ui/badge'
import { Panel } from '@/components/ui/panel'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { Untrusted } from '@/components/ui/text'
import { TimeAgo, UtcTime } from '@/components/ui/time'
import type { ShareStanding } from '@/lib/privatelink/share'
import { NewShare } from './new-share'
import { RevokeShare } from './revoke-share'
import type { ShownShare } from './share-part'

const STANDING: Record<ShareStanding, { label: string; tone: 'good' | 'neutral' }> = {
  active: { label: 'Works', tone: 'good' },
  expired: { label: 'Ended', tone: 'neutral' },
  revoked: { label: 'Revoked', tone: 'neutral' },
}

/** Read-only links to this request for people without an account. */
export function SharePanel({ requestId, links, off }: { requestId: string; links: ShownShare[]; off: string | null }) {
  return (
    <Panel
      id="share"
      title="Share"
      description="A read-only link for somebody without an account: where it stands, the drawing, what is proved, the notes."
      actions={<NewShare requestId={requestId} off={off} />}
      flush={links.length > 0}
    >
      {links.length > 0 && <Links requestId={requestId} links={links} />}
    </Panel>
  )
}

function Links({ requestId, links }: { requestId: string; links: ShownShare[] }) {
  return (
    <Table label="Shared links" bare>
      <TableHead>
        <Column>For</Column>
        <Column>State</Column>
        <Column>Ends</Column>
        <Column>Opened</Column>
        <Column>Made by</Column>
        <Column hidden>Change</Column>
      </TableHead>
      <TableBody>
        {links.map(({ linkId, label, standing, showsInternals, expiresAt, lastOpenedAt, opens, madeByName }) => (
          <Row key={linkId} faded={standing !== 'active'}>
            <Cell>
              <span className="font-medium wrap-anywhere">
                <Untrusted>{label}</Untrusted>
              </span>
              {showsInternals && <span className="block text-xs text-muted">With account ids and addresses</span>}
            </Cell>
            <Cell label="State">
              <Badge tone={STANDING[standing].tone}>{STANDING[standing].label}</Badge>
            </Cell>
            <Cell label="Ends" nowrap>
              <UtcTime at={expiresAt} />
            </Cell>
            <Cell label="Opened" nowrap>
              {lastOpenedAt ? (
                <>
                  {opens === 1 ? 'once' : `${opens} times`}, <TimeAgo at={lastOpenedAt} />
                </>
              ) : (
                'never'
              )}
            </Cell>
            <Cell label="Made by">
              <Untrusted>{madeByName}</Untrusted>
            </Cell>
            <Cell className="text-right cards:text-left">{standing === 'active' && <RevokeShare requestId={requestId} linkId={linkId} label={label} />}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
