import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field'
import { Plus, X } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import type { Tag } from '@/lib/privatelink/network'
import { checkTags, MANAGED_TAG, REQUEST_TAG } from '@/lib/privatelink/tags'
import { LIMITS } from './limits'
import { filledTags } from './network-choice'

/** The team's own tags; one empty row is always there to begin with. */
export function TagRows({ tags, error, onChange, onBlur }: { tags: readonly Tag[]; error?: string; onChange: (tags: Tag[]) => void; onBlur: () => void }) {
  const rows = tags.length > 0 ? tags : [{ key: '', value: '' }]
  const problem = checkTags(filledTags(rows)) ?? error
  const set = (index: number, patch: Partial<Tag>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...patch } : row)))
  const invalid = problem ? { 'aria-invalid': true as const, 'aria-describedby': 'tags-problem' } : {}
  return (
    <div>
      <ul className="space-y-2">
        {rows.map((tag, index) => (
          <li key={index} className="flex items-center gap-2">
            <Input aria-label={`Key of tag ${index + 1}`} placeholder="key" name="tagKeys[]" maxLength={LIMITS.tagKey} value={tag.key} onChange={(event) => set(index, { key: event.target.value })} onBlur={onBlur} {...invalid} />
            <Input aria-label={`Value of tag ${index + 1}`} placeholder="value" name="tagValues[]" maxLength={LIMITS.tagValue} value={tag.value} onChange={(event) => set(index, { value: event.target.value })} onBlur={onBlur} />
            <Button variant="ghost" size="sm" aria-label={`Remove tag ${index + 1}`} onClick={() => onChange(rows.filter((_, at) => at !== index))}>
              <X />
            </Button>
          </li>
        ))}
      </ul>
      {problem && <FieldError id="tags-problem">{problem}</FieldError>}
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button size="sm" onClick={() => onChange([...rows, { key: '', value: '' }])}>
          <Plus /> Add a tag
        </Button>
        <p className="min-w-0 text-sm text-muted">
          Causeway adds <code className="font-mono">Name</code>, <code className="font-mono">{MANAGED_TAG.key}</code> and{' '}
          <code className="font-mono">{REQUEST_TAG}</code>.
        </p>
      </div>
    </div>
  )
}
