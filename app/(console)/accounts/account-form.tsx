'use client'

import { startTransition, useActionState, useRef, useState, type FormEvent } from 'react'
import { Button, LinkButton } from '@/components/ui/button'
import { TextareaField, TextField } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { FormError } from '@/components/wizard/form-error'
import { useFocusOnError } from '@/components/wizard/use-focus-on-error'
import { paths } from '@/lib/paths'
import { holdsAwsKey, NO_KEYS_HERE, suggestedRoleArn, type PolicyLevel, type SourceKind } from '@/lib/privatelink/account'
import { addAccountNow, editAccountNow } from './actions'
import { LevelPanel } from './level-panel'
import { RegionsPanel } from './regions-panel'

export type AccountValues = {
  accountId: string
  name: string
  note: string
  roleArn: string
  profile: string
  regions: string[] | null
  level: PolicyLevel
  mending: boolean
  serviceNames: string[]
}

type Props = { mode: 'new' | 'edit'; source: SourceKind; initial: AccountValues }

/** Everything a person says about an account. A pasted key does not leave the browser: its field is emptied. */
export function AccountForm({ mode, source, initial }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [answer, send, pending] = useActionState(mode === 'new' ? addAccountNow : editAccountNow, {})
  const [pasted, setPasted] = useState<string | null>(null)
  const [accountId, setAccountId] = useState(initial.accountId)
  const fields = pasted ? { ...answer.fields, [pasted]: NO_KEYS_HERE } : (answer.fields ?? {})
  useFocusOnError(form, answer)

  // Sent by hand so that a refusal leaves what was typed in place: React empties a form after its action.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const found = [...data].find(([, value]) => typeof value === 'string' && holdsAwsKey(value))?.[0] ?? null
    setPasted(found)
    if (found) return emptyField(event.currentTarget, found)
    startTransition(() => send(data))
  }
  return (
    <form ref={form} onSubmit={submit} noValidate autoComplete="off" className="space-y-5">
      {answer.error && <FormError title={mode === 'new' ? 'The account was not added' : 'The account was not changed'}>{answer.error}</FormError>}
      <input type="hidden" name="source" value={source} />
      <Panel title="Account">
        <div className="grid gap-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label="Account number"
              name="accountId"
              mono
              inputMode="numeric"
              maxLength={20}
              readOnly={mode === 'edit'}
              defaultValue={initial.accountId}
              onChange={(event) => setAccountId(event.target.value.replace(/[\s-]/g, ''))}
              error={fields.accountId}
              hint={mode === 'new' ? 'The twelve digits of AWS.' : undefined}
            />
            <TextField label="Name" name="name" defaultValue={initial.name} error={fields.name} maxLength={60} hint="What your people call it." />
          </div>
          {source === 'assume-role' && (
            <TextField
              label="ARN of the role"
              name="roleArn"
              mono
              key={initial.roleArn || suggestedRoleArn(accountId)}
              defaultValue={initial.roleArn || suggestedRoleArn(accountId)}
              error={fields.roleArn}
              hint="The role need not exist yet: the next step shows how to make it."
            />
          )}
          {source === 'profile' && <TextField label="Profile" name="profile" mono defaultValue={initial.profile} error={fields.profile} hint="As in the AWS configuration of this server, e.g. data-prod." />}
          <TextareaField label="Note" name="note" optional defaultValue={initial.note} error={fields.note} rows={2} hint="Who to ask about it." />
        </div>
      </Panel>
      <RegionsPanel initial={initial.regions} error={fields.regions} />
      {source !== 'snapshot' && <LevelPanel initial={initial} error={fields.level} namesError={fields.serviceNames} />}
      <div className="flex flex-wrap gap-3 border-t border-line pt-5">
        <LinkButton href={mode === 'new' ? paths.newAccount() : paths.account(initial.accountId)}>{mode === 'new' ? 'Back' : 'Cancel'}</LinkButton>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Saving the account">
          {mode === 'edit' ? 'Save changes' : source === 'snapshot' ? 'Add the account' : 'Continue to the policy'}
        </Button>
      </div>
    </form>
  )
}

function emptyField(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name)
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  field.value = ''
  field.focus()
}
