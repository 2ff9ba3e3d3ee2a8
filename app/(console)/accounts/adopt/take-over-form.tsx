'use client'

import { useActionState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/callout'
import { RowCheckbox } from '@/components/ui/choice'
import { Disclosure } from '@/components/ui/disclosure'
import { Id } from '@/components/ui/id'
import { TextareaField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { Cell, Column, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import { Untrusted } from '@/components/ui/text'
import { TextLink } from '@/components/ui/text-link'
import { TimeAgo } from '@/components/ui/time'
import { paths } from '@/lib/paths'
import type { Tag } from '@/lib/privatelink/network'
import { STATE_FACE, type EndpointState } from '@/lib/privatelink/state'
import { takeOverNow } from './actions'
import { choiceOf } from './choice'

/** One row: `createdAt` is ISO 8601, `off` why it cannot be ticked and the request in the way. */
export type ShownEndpoint = {
  endpointId: string
  accountId: string
  region: string
  vpcId: string
  state: EndpointState
  createdAt: string | null
  name: string | null
  tags: Tag[]
  off: { reason: string; requestId: string | null } | null
}

/** The endpoints of one account that nobody looks after, to be taken over one or many. */
export function TakeOverForm({ accountName, endpoints }: { accountName: string; endpoints: readonly ShownEndpoint[] }) {
  const [{ error, fields, done }, send, pending] = useActionState(takeOverNow, {})
  const none = endpoints.every(({ off }) => off !== null)
  const outcome = <Outcome done={done} refused={fields?.chosen ?? error} />
  // The last one that was taken over takes its table with it; what became of it is still told.
  if (endpoints.length === 0) return (done ?? error) ? <div className="px-4 py-4 sm:px-5">{outcome}</div> : null
  return (
    <KeptForm send={send}>
      <Table label={`Endpoints in ${accountName} that no request looks after`} bare>
        <TableHead>
          <Column hidden>Take over</Column>
          <Column>Endpoint</Column>
          <Column>State</Column>
          <Column>Region and VPC</Column>
          <Column>Age</Column>
          <Column>Tags</Column>
        </TableHead>
        <TableBody>
          {endpoints.map((endpoint) => (
            <EndpointRow key={endpoint.endpointId} endpoint={endpoint} />
          ))}
        </TableBody>
      </Table>
      <div className="space-y-3 border-t border-line px-4 py-4 sm:px-5">
        {outcome}
        <Disclosure summary="Name the ClickHouse instances now (or later, on each request)" look="quiet">
          <div className="mt-3 max-w-2xl">
            <TextareaField label="ClickHouse hostnames" name="hostnamesText" optional rows={3} mono error={fields?.hostnamesText} hint="Each goes to the ticked endpoints of its region." />
          </div>
        </Disclosure>
        <SubmitButton pending={pending} pendingLabel="Taking over…" disabledReason={none && 'None of these can be taken over: the reason is beside each.'}>
          Take over the ticked ones
        </SubmitButton>
      </div>
    </KeptForm>
  )
}

function Outcome({ done, refused }: { done?: string; refused?: string }) {
  return (
    <div className="space-y-3">
      {done && (
        <Callout tone="good" title={done} announce="status">
          <p>
            <TextLink href={paths.requests()}>Open the list of requests</TextLink>
          </p>
        </Callout>
      )}
      {refused && (
        <Callout tone="bad" title="Not everything was taken over" announce="alert">
          {refused}
        </Callout>
      )}
    </div>
  )
}

function EndpointRow({ endpoint }: { endpoint: ShownEndpoint }) {
  const { endpointId, region, vpcId, state, createdAt, name, tags, off } = endpoint
  const face = STATE_FACE[state]
  const others = tags.filter(({ key }) => key !== 'Name')
  return (
    <Row faded={off !== null}>
      <Cell corner>
        <RowCheckbox name="chosen[]" value={choiceOf(endpoint)} disabled={off !== null} label={`Take over ${name ?? endpointId}`} />
      </Cell>
      <Cell>
        {name && (
          <div className="font-medium">
            <Untrusted max={80}>{name}</Untrusted>
          </div>
        )}
        <Id value={endpointId} what="endpoint id" />
        {off && (
          <p className="max-w-prose text-sm text-pretty text-muted">
            {off.reason} {off.requestId && <TextLink href={paths.request(off.requestId)}>Open it</TextLink>}
          </p>
        )}
      </Cell>
      <Cell label="State">
        <Badge tone={face.tone}>{face.label}</Badge>
      </Cell>
      <Cell label="Place" mono>
        <div>
          <div>{region}</div>
          <div className="text-muted">{vpcId}</div>
        </div>
      </Cell>
      <Cell label="Age" nowrap>
        {createdAt ? <TimeAgo at={createdAt} /> : <span className="text-muted">not known</span>}
      </Cell>
      <Cell label="Tags">
        {others.length === 0 && <span className="text-muted">none</span>}
        {others.map(({ key, value }) => (
          <div key={key} className="font-mono text-sm wrap-anywhere">
            <Untrusted max={128}>{key}</Untrusted> = <Untrusted max={80}>{value}</Untrusted>
          </div>
        ))}
      </Cell>
    </Row>
  )
}
