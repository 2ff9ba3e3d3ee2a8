import type { ReactNode } from 'react'
import { Disclosure } from '@/components/ui/disclosure'
import type { WizardStep } from '@/lib/paths'

type Teaching = { aws: ReactNode; wrong: ReactNode; undo: ReactNode; call: string }

const READ_ONLY = 'Nothing is made or changed, so there is nothing to undo.'

const TEACHING: Record<WizardStep, Teaching> = {
  clickhouse: {
    aws: 'Nothing is asked of AWS yet. The region is read from the hostnames, and the service name is looked up in a list that Causeway carries with it.',
    wrong: 'ClickHouse gives current services an endpoint service of their own, so the listed name may be an older one than yours. The next step asks AWS about it.',
    undo: READ_ONLY,
    call: 'No call.',
  },
  account: {
    aws: 'AWS says which account the credentials belong to, and describes the endpoint service as that account sees it: its zones, whether connections have to be accepted, and its private name.',
    wrong: 'AWS answers “does not exist” as well where the name has a typing error, where it belongs to another region, and where ClickHouse does not show the service to this account.',
    undo: READ_ONLY,
    call: 'sts:GetCallerIdentity, ec2:DescribeVpcEndpointServices',
  },
  network: {
    aws: 'The endpoint gets one network interface with one address in each zone you choose. Your programs will talk to those addresses, and the security groups decide who may.',
    wrong: 'A subnet in a zone where the service is not offered, two subnets in one zone, or a subnet without a free address makes AWS refuse the whole call. A group without the ClickHouse ports does not: connections then time out later.',
    undo: `${READ_ONLY} What you choose here is only kept in the draft.`,
    call: 'ec2:DescribeVpcs, ec2:DescribeVpcAttribute, ec2:DescribeDhcpOptions, ec2:DescribeSubnets, ec2:DescribeSecurityGroups',
  },
  review: {
    aws: 'AWS makes the endpoint and asks ClickHouse to accept the connection. The endpoint is billed from that moment, accepted or not, until it is deleted. No traffic changes: private DNS stays off and every name keeps its answer.',
    wrong: 'AWS can still refuse, for a quota that was used up meanwhile for instance; the reason is shown and nothing is made. If the answer gets lost, Causeway asks again with the same client token, which cannot make a second endpoint.',
    undo: 'Delete the endpoint on the page of the request. Nothing else in the VPC is touched, so nothing else has to be put back.',
    call: 'ec2:CreateVpcEndpoint with ec2:CreateTags, once; first as a dry run, for the permission.',
  },
}

/** The fold that teaches quietly: closed until somebody wants to know. */
export function WhatHappens({ step }: { step: WizardStep }) {
  const { aws, wrong, undo, call } = TEACHING[step]
  return (
    <Disclosure summary="What happens here" className="mt-6">
      <dl className="space-y-3">
        {(
          [
            ['What AWS does', aws],
            ['What can go wrong', wrong],
            ['How to undo it', undo],
            ['The API call', <span key="call" className="font-mono text-sm">{call}</span>],
          ] as const
        ).map(([term, text]) => (
          <div key={term}>
            <dt className="font-medium text-ink">{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  )
}
