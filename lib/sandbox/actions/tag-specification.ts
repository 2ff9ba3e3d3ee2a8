import { AwsError, invalidValue } from '../wire/errors'
import type { Params } from '../wire/params'
import { isXmlText } from '../wire/xml'
import type { Tag } from '../world/types'

const MAX_TAGS = 50
const MAX_KEY = 128
const MAX_VALUE = 256

/** `TagSpecification.N` of a call that makes one kind of thing. Throws AWS's errors for what cannot be a tag. */
export function readTagSpecification(params: Params, resourceType: string): Tag[] {
  const tags = params.structures('TagSpecification').flatMap((specification) => {
    const asked = specification.required('ResourceType')
    if (asked !== resourceType) throw invalidValue(`'${asked}' is not a valid taggable resource type for this operation.`)
    return readTags(specification)
  })
  return checkTags(tags)
}

/** `Tag.N.Key` and `Tag.N.Value`; a missing value is an empty one. */
export const readTags = (params: Params): Tag[] =>
  params.structures('Tag').map((tag) => ({ key: tag.raw('Key') ?? '', value: tag.raw('Value') ?? '' }))

export function checkTags(tags: Tag[]): Tag[] {
  const seen = new Set<string>()
  for (const { key, value } of tags) {
    if (key === '') throw invalidValue('Tag key cannot be empty')
    if (key.toLowerCase().startsWith('aws:')) throw invalidValue("Tag keys starting with 'aws:' are reserved for internal use")
    if ([...key].length > MAX_KEY) throw new AwsError('InvalidTagKey.Malformed', `Tag key exceeds the maximum length of ${MAX_KEY} characters`)
    if ([...value].length > MAX_VALUE) throw invalidValue(`Tag value exceeds the maximum length of ${MAX_VALUE} characters`)
    if (!isXmlText(key) || !isXmlText(value)) throw invalidValue('Tag keys and values may not contain control characters')
    if (seen.has(key)) throw invalidValue(`Duplicate tag key '${key.slice(0, 64)}' specified.`)
    seen.add(key)
  }
  return checkCount(tags)
}

export function checkCount(tags: Tag[]): Tag[] {
  const own = tags.filter((tag) => !tag.key.startsWith('aws:'))
  if (own.length > MAX_TAGS) throw new AwsError('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.')
  return tags
}
