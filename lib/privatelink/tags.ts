import type { Tag } from './network'

/** The tag by which an endpoint is found again when AWS's answer was lost. */
export const REQUEST_TAG = 'causeway:request-id'
/** The tag that IAM policies can hold on to. */
export const MANAGED_TAG: Tag = { key: 'managed-by', value: 'causeway' }

export const MAX_TAG_KEY = 128
export const MAX_TAG_VALUE = 256
const MAX_TAGS = 50
const OURS = ['Name', MANAGED_TAG.key, REQUEST_TAG]

/**
 * The first thing AWS would refuse in a team's own tags, as a sentence, or null.
 * Rules: AWS "Tag restrictions" (key 128, value 256 characters, 50 tags on one resource, `aws:` is reserved, keys are unique and
 * case-sensitive). Lengths are counted in UTF-16 units, the strictest reading. Our own tags count among the fifty.
 */
export function checkTags(tags: readonly Tag[]): string | null {
  const keys = new Set<string>()
  for (const { key, value } of tags) {
    const reason = checkTag(key, value)
    if (reason) return reason
    if (keys.has(key)) return `The tag key “${key}” is there twice. Keys must be unique: remove one of them.`
    keys.add(key)
  }
  const total = new Set([...keys, ...OURS]).size
  if (total <= MAX_TAGS) return null
  return `AWS allows ${MAX_TAGS} tags on one endpoint. With the ones Causeway adds there would be ${total}: remove ${total - MAX_TAGS}.`
}

function checkTag(key: string, value: string): string | null {
  if (key.trim() === '') return 'A tag has no key. Give it one or remove the tag.'
  const shown = key.length > 40 ? `${key.slice(0, 40)}…` : key
  if (key.length > MAX_TAG_KEY) return `The tag key “${shown}” has ${key.length} characters. AWS allows ${MAX_TAG_KEY}: shorten it.`
  if (value.length > MAX_TAG_VALUE) return `The value of tag “${shown}” has ${value.length} characters. AWS allows ${MAX_TAG_VALUE}: shorten it.`
  if (/^aws:/i.test(key)) return `The tag key “${shown}” begins with “aws:”, which AWS keeps for itself. Choose another key.`
  if (key === MANAGED_TAG.key || key === REQUEST_TAG) return `Causeway sets the tag “${key}” itself, to find the endpoint again. Choose another key.`
  if (isUnsendable(key) || isUnsendable(value)) return `The tag “${shown.replace(CONTROL, '\ufffd')}” holds control characters, which AWS cannot store. Type it again.`
  return null
}

const CONTROL = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff\p{Cs}]/gu

const isUnsendable = (text: string): boolean => text.search(CONTROL) >= 0
