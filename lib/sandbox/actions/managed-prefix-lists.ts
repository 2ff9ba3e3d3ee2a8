import { page, pageRequest } from '../wire/paging'
import type { Action } from './action'
import { checkShape, IDS, notFound } from './ids'

/** The entries of a prefix list, whoever made it: AWS answers for its own lists, too. */
export const getManagedPrefixListEntries: Action = {
  accepts: ['PrefixListId', 'TargetVersion', 'MaxResults', 'NextToken'],
  run(call) {
    const prefixListId = call.params.required('PrefixListId')
    checkShape(IDS.prefixList, [prefixListId])
    const list = call.world.data.prefixLists.find(prefixListId)
    if (!list || list.region !== call.caller.region) throw notFound(IDS.prefixList, [prefixListId])
    const request = pageRequest(call.action, call.params, { min: 1, max: 100 })
    const found = page(list.cidrs, () => true, request)
    return { entrySet: found.rows.map((cidr) => ({ cidr })), nextToken: found.nextToken }
  },
}
