'use client'

import { usePathname, useRouter } from 'next/navigation'
import { startTransition, useActionState, useEffect, useMemo, useRef, useState, type FormEvent } from 'react'
import { FormError } from '@/components/wizard/form-error'
import { forgetValues } from '@/components/wizard/kept-values'
import { StepFooter } from '@/components/wizard/step-footer'
import { useAutosave } from '@/components/wizard/use-autosave'
import { useFocusOnError } from '@/components/wizard/use-focus-on-error'
import { Button } from '@/components/ui/button'
import { TextareaField, TextField } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { paths } from '@/lib/paths'
import type { Catalogue } from '@/lib/privatelink/catalogue'
import { parseHostnames } from '@/lib/privatelink/hostnames'
import { nameFromHostnames } from '@/lib/privatelink/request'
import { continueFromClickhouse, saveClickhouse } from './actions'
import { HostnamesRead } from './hostnames-read'
import { LIMITS } from './limits'
import { serviceAfter } from './service-choice'
import { ServiceNameField } from './service-name-field'

/** `key` names the draft that a new form will open, however often it is sent. An empty `name` is filled in from the hostnames. */
export type ClickhouseValues = { key: string; hostnamesText: string; serviceName: string; name: string; contact: string; note: string }

const NEW = 'new'

export function ClickhouseStep({ requestId: storedId, initial, example, catalogue }: {
  requestId: string | null
  initial: ClickhouseValues
  /** In the sandbox: what the example button fills in. */
  example: string | null
  catalogue: Catalogue
}) {
  const form = useRef<HTMLFormElement>(null)
  const [requestId, setRequestId] = useState(storedId)
  const latestId = useRef(storedId)
  const [values, setValues] = useState(initial)
  const [answer, submit] = useActionState(continueFromClickhouse, {})
  const parsed = useMemo(() => parseHostnames(values.hostnamesText), [values.hostnamesText])
  const region = parsed.regions.length === 1 ? parsed.regions[0]! : null
  const ownName = values.name !== ''
  useFocusOnError(form, answer)
  useOwnAddress(storedId)

  const autosave = useAutosave({ key: requestId ?? NEW, initial, restore: setValues, save: store })

  async function store(latest: ClickhouseValues): Promise<string | null> {

    const saved = await saveClickhouse({}, toForm({ ...latest, requestId: latestId.current ?? '' }))
    if (saved.done && latestId.current === null) {
      latestId.current = saved.done
      setRequestId(saved.done)
      forgetValues(NEW)
      // From now on a reload, a bookmark and the back button lead to this draft.
      window.history.replaceState(null, '', paths.wizard(saved.done, 'clickhouse'))
    }
    return saved.error ?? null
  }

  function change(patch: Partial<ClickhouseValues>, when?: 'soon' | 'now') {
    const next = { ...values, ...patch }
    if (patch.hostnamesText !== undefined) next.serviceName = serviceAfter(parseHostnames(patch.hostnamesText).regions, values.serviceName, catalogue)
    setValues(next)
    autosave.change(next, when)
  }

  /** A new form first learns which draft it is, so that the page behind it can be come back to. */
  async function send(event: FormEvent<HTMLFormElement>) {
    if (requestId !== null) return autosave.stop()
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    await autosave.flush()
    fields.set('requestId', latestId.current ?? '')
    startTransition(() => submit(fields))
  }

  const limitProps = (name: keyof typeof LIMITS & keyof ClickhouseValues) => ({
    name,
    maxLength: LIMITS[name],
    onBlur: () => void autosave.flush(),
    error: answer.fields?.[name],
  })

  return (
    <form ref={form} action={submit} onSubmit={send} autoComplete="off" noValidate className="space-y-6">
      <input type="hidden" name="requestId" value={requestId ?? ''} />
      <input type="hidden" name="key" value={values.key} />
      {answer.error && <FormError>{answer.error}</FormError>}
      <Panel title="Which ClickHouse instances should your VPC reach?" description="Paste one hostname or many, as the ClickHouse console shows them, with or without scheme and port.">
        <TextareaField
          label="Hostnames"
          rows={4}
          mono
          spellCheck={false}
          autoCapitalize="none"
          autoFocus={storedId === null}
          value={values.hostnamesText}
          onChange={(event) => change({ hostnamesText: event.target.value })}
          aside={
            example !== null && (
              <Button size="sm" variant="ghost" onClick={() => change({ hostnamesText: example }, 'now')}>
                Try it with an example
              </Button>
            )
          }
          {...limitProps('hostnamesText')}
          error={answer.fields?.hostnamesText && parsed.regions.length !== 1 ? answer.fields.hostnamesText : undefined}
        />
        <HostnamesRead parsed={parsed} />
      </Panel>
      <Panel title="ClickHouse’s endpoint service" description="The endpoint in your VPC connects to a service that ClickHouse runs in the same region.">
        <ServiceNameField
          region={region}
          catalogue={catalogue}
          value={values.serviceName}
          error={values.serviceName.trim() === '' ? answer.fields?.serviceName : undefined}
          onChange={(serviceName, final) => change({ serviceName }, final ? 'now' : 'soon')}
        />
      </Panel>
      <Panel title="For you and for the ticket" description="The name stands in lists and on the endpoint at AWS; contact and note go into the ticket for ClickHouse support.">
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            label="Name of this request"
            hint={ownName ? undefined : 'Made from the hostnames until you write another.'}
            value={ownName ? values.name : nameFromHostnames(parsed.hostnames, region)}
            onChange={(event) => change({ name: event.target.value })}
            {...limitProps('name')}
          />
          <TextField
            label="Contact"
            optional
            hint="Whom ClickHouse support can ask."
            value={values.contact}
            onChange={(event) => change({ contact: event.target.value })}
            {...limitProps('contact')}
          />
          <TextareaField
            label="Note"
            optional
            fieldClassName="sm:col-span-2"
            rows={2}
            value={values.note}
            onChange={(event) => change({ note: event.target.value })}
            {...limitProps('note')}
          />
        </div>
      </Panel>
      <StepFooter status={autosave.status} primary={<SubmitButton pendingLabel="Saving and going on…">Continue to account</SubmitButton>} />
    </form>
  )
}

/** A new form that was left and come back to has the address of its draft by then, but still the page of an empty form. */
function useOwnAddress(storedId: string | null): void {
  const pathname = usePathname()
  const router = useRouter()
  const first = useRef(pathname)
  useEffect(() => {
    if (storedId === null && first.current !== paths.newRequest()) router.refresh()
  }, [storedId, router])
}

function toForm(values: ClickhouseValues & { requestId: string }): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.set(name, value)
  return form
}
