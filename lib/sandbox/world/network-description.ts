import { isIP } from 'node:net'
import { z } from 'zod'
import { BEHAVIOURS, type DnsAnswer, type DnsOverride } from './types'

/** How a described world, and the control API, say what resolvers answer and what connections meet. */

/** Lower case, without the dot that ends it; `*.` may begin it. */
export const plainName = (name: string) => name.replace(/\.$/, '').toLowerCase()

const dnsName = z
  .string()
  .max(255)
  .transform(plainName)
  .pipe(z.string().regex(/^(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/, 'a DNS name looks like abc.us-west-2.vpce.aws.clickhouse.cloud'))
const address = z.string().refine((text) => isIP(text) !== 0, 'an address looks like 10.0.0.5 or 2001:db8::5')
const ttl = z.number().int().min(0).max(2_147_483_647).default(60)

const plainAnswer = z.strictObject({
  outcome: z.enum(['answer', 'nxdomain', 'servfail', 'refused', 'timeout', 'garbage']).default('answer'),
  addresses: z.array(address).max(2000).default([]),
  cname: dnsName.optional(),
  /** TXT; each line is cut into strings of 255 bytes. */
  text: z.array(z.string().max(65_000)).optional(),
  ttl,
})
const answer = plainAnswer.extend({ later: plainAnswer.optional() })

/** A whole answer; or a list of addresses; or an outcome alone; `default` (or null) takes an earlier answer back. */
const answerInput = z
  .union([
    answer,
    z.array(address).max(2000).transform((addresses): DnsAnswer => ({ outcome: 'answer', addresses, ttl: 60 })),
    z.enum(['nxdomain', 'servfail', 'refused', 'timeout', 'garbage']).transform((outcome): DnsAnswer => ({ outcome, addresses: [], ttl: 60 })),
    z.literal('default').transform(() => null),
    z.null(),
  ])

/** `vpcId`: a VPC, or `public` for the resolver outside every VPC. */
export const dnsOverrideInput = z.strictObject({ vpcId: z.string().min(1), name: dnsName, answer: answerInput })

export const toOverride = ({ vpcId, name, answer }: { vpcId: string; name: string; answer: DnsAnswer }): DnsOverride => ({
  id: `${vpcId}/${name}`,
  scope: vpcId,
  name,
  answer,
})

/** `address`: only this zone's; not given: all of them. `default`: what the world says by itself. */
export const networkInput = z.strictObject({
  vpceId: z.string(),
  port: z.number().int().min(1).max(65_535),
  address: address.optional(),
  behaviour: z.enum([...BEHAVIOURS, 'default']),
})

export const networkId = ({ vpceId, port, address }: { vpceId: string; port: number; address?: string }) =>
  [vpceId, port, ...(address === undefined ? [] : [address])].join(':')

const record = z.strictObject({ name: dnsName, type: z.enum(['A', 'AAAA', 'CNAME', 'TXT']), ttl, values: z.array(z.string().min(1)).min(1).max(1000) })

export const zoneInput = z.union([
  dnsName.transform((name) => ({ name, records: [] })),
  z.strictObject({ name: dnsName, records: z.array(record).default([]) }),
])
