'use client'

import { useActionState, useRef, useState, useTransition, type ReactNode } from 'react'
import { FormError } from '@/components/wizard/form-error'
import { useFocusOnError } from '@/components/wizard/use-focus-on-error'
import { RadioCard } from '@/components/ui/choice'
import { FieldError, FieldGroup } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { Spinner } from '@/components/ui/spinner'
import { continueFromAccount, saveAccount } from './actions'

/** One account to choose: what it is called, where its credentials come from, and why it cannot be chosen now, in words. */
export type AccountOption = { accountId: string; name: string; through: string; offBecause: string | null }

/** The choice of the account; `children` is what AWS says about the service as that account, with the way on. */
export function AccountForm({ requestId, accounts, chosen, children }: {
  requestId: string
  accounts: AccountOption[]
  chosen: string | null
  children: ReactNode
}) {
  const form = useRef<HTMLFormElement>(null)
  const [answer, submit] = useActionState(continueFromAccount, {})
  const [accountId, setAccountId] = useState(chosen)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  useFocusOnError(form, answer)

  function choose(next: string) {
    setAccountId(next)
    const fields = new FormData()
    fields.set('requestId', requestId)
    fields.set('accountId', next)
    startTransition(async () => {
      const saved = await saveAccount({}, fields).catch(() => ({ error: 'The server did not answer. Choose the account again.' }))
      setProblem(saved.error ?? null)
    })
  }

  return (
    <form ref={form} action={submit} autoComplete="off" noValidate className="space-y-6">
      <input type="hidden" name="requestId" value={requestId} />
      {answer.error && <FormError>{answer.error}</FormError>}
      <Panel title="In which AWS account shall the endpoint be?" description="The account that has the VPC your programs run in.">
        <FieldGroup legend={<span className="sr-only">AWS account</span>} error={answer.fields?.accountId}>
          <div className="grid grid-cols-1 gap-2 sm:grid-cols-2">
            {accounts.map((account) => (
              <RadioCard
                key={account.accountId}
                name="accountId"
                value={account.accountId}
                checked={accountId === account.accountId}
                onChange={() => choose(account.accountId)}
                title={account.name}
                meta={<span className="font-mono text-sm">{account.accountId}</span>}
                description={account.through}
                disabledReason={account.offBecause}
              />
            ))}
          </div>
        </FieldGroup>
        {problem && <FieldError>Not saved: {problem}</FieldError>}
      </Panel>
      <div aria-live="polite" aria-busy={pending} className="relative">
        {pending && (
          <p className="absolute top-3.5 right-4 z-10 flex items-center gap-1.5 text-sm text-muted sm:right-5">
            <Spinner /> Asking AWS…
          </p>
        )}
        <div className={pending ? 'opacity-50 transition-opacity' : 'transition-opacity'}>{children}</div>
      </div>
    </form>
  )
}
