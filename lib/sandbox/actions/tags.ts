import { AwsError, missingParameter } from '../wire/errors'
import { isVisible } from '../endpoints/life-cycle'
import { placeKey, type Change } from '../world/tables'
import type { Endpoint, SecurityGroup, Tag } from '../world/types'
import { WRITE_TAGS } from '../throttle'
import { LISTING, type Action, type Call } from './action'
import { describe } from './describe'
import { IDS, notFound } from './ids'
import { checkCount, checkTags, readTags } from './tag-specification'

/** Something with tags: where they are kept, and the change that keeps others. */
type Tagged = { id: string; type: string; tags: readonly Tag[]; retag: (tags: Tag[]) => Change }

/** Everything of the caller's that can carry tags, in AWS's words for its type. */
function* taggedThings(call: Call): Generator<Tagged> {
  const place = placeKey(call.caller)
  const { data } = call.world
  for (const row of data.vpcs.listBy('place', place)) yield { ...row, type: 'vpc', retag: (tags) => ({ table: 'vpcs', put: { ...row, tags } }) }
  for (const row of data.subnets.listBy('place', place)) yield { ...row, type: 'subnet', retag: (tags) => ({ table: 'subnets', put: { ...row, tags } }) }
  for (const row of data.securityGroups.listBy('place', place)) yield* groupAndRules(row)
  for (const row of data.networkAcls.listBy('place', place)) yield { ...row, type: 'network-acl', retag: (tags) => ({ table: 'networkAcls', put: { ...row, tags } }) }
  for (const row of data.routeTables.listBy('place', place)) yield { ...row, type: 'route-table', retag: (tags) => ({ table: 'routeTables', put: { ...row, tags } }) }
  for (const row of data.dhcpOptions.listBy('place', place)) yield { ...row, type: 'dhcp-options', retag: (tags) => ({ table: 'dhcpOptions', put: { ...row, tags } }) }
  for (const row of data.endpoints.listBy('place', place)) if (!isForgotten(row, call.now)) yield* endpointAndInterfaces(row)
}

/** A new endpoint can be tagged before reading finds it. */
const isForgotten = (endpoint: Endpoint, now: number) => endpoint.visibleAt <= now && !isVisible(endpoint, now)

function* groupAndRules(group: SecurityGroup): Generator<Tagged> {
  yield { ...group, type: 'security-group', retag: (tags) => ({ table: 'securityGroups', put: { ...group, tags } }) }
  for (const rule of group.rules) {
    const retag = (tags: Tag[]): Change => ({
      table: 'securityGroups',
      put: { ...group, rules: group.rules.map((other) => (other === rule ? { ...rule, tags } : other)) },
    })
    yield { ...rule, type: 'security-group-rule', retag }
  }
}

function* endpointAndInterfaces(endpoint: Endpoint): Generator<Tagged> {
  yield { ...endpoint, type: 'vpc-endpoint', retag: (tags) => ({ table: 'endpoints', put: { ...endpoint, tags } }) }
  for (const held of endpoint.attachments) {
    const retag = (tags: Tag[]): Change => ({
      table: 'endpoints',
      put: { ...endpoint, attachments: endpoint.attachments.map((other) => (other === held ? { ...held, tags } : other)) },
    })
    yield { id: held.networkInterfaceId, type: 'network-interface', tags: held.tags ?? [], retag }
  }
}

export const describeTags: Action = {
  accepts: [...LISTING],
  run: (call) =>
    describe(call, {
      setName: 'tagSet',
      rows: [...taggedThings(call)].flatMap(({ id, type, tags }) => tags.map((tag) => ({ id, type, tag }))),
      tagsOf: ({ tag }) => [tag],
      filters: {
        key: ({ tag }) => [tag.key],
        value: ({ tag }) => [tag.value],
        'resource-id': ({ id }) => [id],
        'resource-type': ({ type }) => [type],
      },
      render: ({ id, type, tag }) => ({ resourceId: id, resourceType: type, key: tag.key, value: tag.value }),
    }),
}

export const createTags: Action = {
  accepts: ['ResourceId', 'Tag'],
  bucket: WRITE_TAGS,
  run(call) {
    const tags = checkTags(readTags(call.params))
    if (tags.length === 0) throw missingParameter('tagSet')
    const merge = (old: readonly Tag[]) => {
      const rest = tags.filter((tag) => !old.some((other) => other.key === tag.key))
      return checkCount([...old.map((other) => tags.find((tag) => tag.key === other.key) ?? other), ...rest])
    }
    return retagAll(call, merge)
  },
}

export const deleteTags: Action = {
  accepts: ['ResourceId', 'Tag'],
  bucket: WRITE_TAGS,
  run(call) {
    const unwanted = call.params.structures('Tag').map((tag) => ({ key: tag.raw('Key') ?? '', value: tag.raw('Value') }))
    // No tag named: all but AWS's own. A value given: only where the tag has that value.
    const isUnwanted = (tag: Tag) =>
      unwanted.length === 0 || unwanted.some(({ key, value }) => key === tag.key && (value === undefined || value === tag.value))
    return retagAll(call, (old) => old.filter((tag) => tag.key.startsWith('aws:') || !isUnwanted(tag)))
  },
}

/** One resource after the other, since a rule and its group, or an endpoint and its interface, share a row. */
function retagAll(call: Call, change: (tags: readonly Tag[]) => Tag[]) {
  const ids = [...new Set(call.params.list('ResourceId'))]
  if (ids.length === 0) throw missingParameter('resourceIdSet')
  const things = new Map([...taggedThings(call)].map((thing) => [thing.id, thing]))
  for (const id of ids) {
    const thing = things.get(id)
    if (!thing) throw unknownResource(id)
    change(thing.tags)
  }
  return () => {
    for (const id of ids) {
      const thing = [...taggedThings(call)].find((known) => known.id === id)
      if (thing) call.world.commit([thing.retag(change(thing.tags))])
    }
    return { return: true }
  }
}

function unknownResource(id: string): AwsError {
  const kind = Object.values(IDS).find(({ prefix }) => id.startsWith(`${prefix}-`))
  return kind ? notFound(kind, [id]) : new AwsError('InvalidID', `The ID '${id}' is not valid`)
}
