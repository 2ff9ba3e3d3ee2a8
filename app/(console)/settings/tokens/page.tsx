import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { KeyRound } from '@/components/ui/icons'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { Untrusted } from '@/components/ui/text'
import { TextLink } from '@/components/ui/text-link'
import { TimeAgo, UtcTime } from '@/components/ui/time'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { listPeople } from '@/lib/db/people'
import { listTokens } from '@/lib/db/tokens'
import { paths } from '@/lib/paths'
import { mayDo, reasonOf } from '@/lib/privatelink/roles'
import { standingOfToken, type ApiToken, type TokenStanding } from '@/lib/privatelink/tokens'
import { NewToken } from './new-token'
import { RevokeToken } from './revoke-token'

export const metadata: Metadata = { title: 'Tokens' }

const STANDING: Record<TokenStanding, { label: string; tone: 'good' | 'neutral' | 'bad' }> = {
  active: { label: 'Active', tone: 'good' },
  expired: { label: 'Expired', tone: 'neutral' },
  revoked: { label: 'Revoked', tone: 'neutral' },
}

/** The viewer’s own tokens; whoever manages people sees everybody’s. */
export default async function TokensPage() {
  const viewer = await viewerWhoMay('manageTokens')
  const seesAll = mayDo(viewer, 'managePeople').ok
  const [tokens, people] = await Promise.all([listTokens(seesAll ? {} : { ownerId: viewer.userId }), seesAll ? listPeople() : []])
  const nameOf = (ownerId: string) => (ownerId === viewer.userId ? 'you' : (people.find((person) => person.userId === ownerId)?.name ?? ownerId))
  return (
    <>
      <PageHeader
        title="Tokens"
        description={
          <>
            For programs that make and follow requests. <TextLink href={paths.apiReference()}>What the API can do</TextLink>
          </>
        }
        actions={<NewToken notForPeople={reasonOf(mayDo(viewer, 'managePeople'))} />}
      />
      <Panel flush>
        {tokens.length === 0 ? (
          <EmptyState icon={<KeyRound />} title="No tokens yet">
            A token lets a program use the API in your name, with no more rights than you have, until a day you choose.
          </EmptyState>
        ) : (
          <TokenTable tokens={tokens} nameOf={nameOf} seesAll={seesAll} now={new Date()} />
        )}
      </Panel>
    </>
  )
}

type TableProps = { tokens: ApiToken[]; nameOf: (ownerId: string) => string; seesAll: boolean; now: Date }

function TokenTable({ tokens, nameOf, seesAll, now }: TableProps) {
  return (
    <Table label="API tokens" bare>
      <TableHead>
        <Column>Name</Column>
        {seesAll && <Column>Of</Column>}
        <Column>For</Column>
        <Column>State</Column>
        <Column>Ends</Column>
        <Column>Last used</Column>
        <Column hidden>Change</Column>
      </TableHead>
      <TableBody>
        {tokens.map((token) => {
          const standing = standingOfToken(token, now)
          return (
            <Row key={token.tokenId} faded={standing !== 'active'}>
              <Cell>
                <bdi className="font-medium wrap-anywhere">{token.name}</bdi>
                {token.madeById && (
                  <p className="text-sm text-muted">
                    made with <Untrusted>{tokens.find(({ tokenId }) => tokenId === token.madeById)?.name ?? token.madeById}</Untrusted>
                  </p>
                )}
              </Cell>
              {seesAll && <Cell label="Of">{nameOf(token.ownerId)}</Cell>}
              <Cell label="For">{token.scopes.join(', ')}</Cell>
              <Cell label="State">
                <Badge tone={STANDING[standing].tone}>{STANDING[standing].label}</Badge>
              </Cell>
              <Cell label="Ends" nowrap>
                <UtcTime at={token.expiresAt.toISOString()} />
              </Cell>
              <Cell label="Last used" nowrap>
                {token.lastUsedAt ? <TimeAgo at={token.lastUsedAt.toISOString()} /> : 'never'}
              </Cell>
              <Cell className="text-right cards:text-left">{standing === 'active' && <RevokeToken tokenId={token.tokenId} name={token.name} />}</Cell>
            </Row>
          )
        })}
      </TableBody>
    </Table>
  )
}
