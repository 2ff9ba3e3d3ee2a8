import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ActionForm } from '@/components/ui/action-form'
import { createAgain, takeOver } from './actions'
import type { RequestView } from './request-view'

/** The two ways out of "it is not known whether AWS made it": take over what was found, or look once more and make it. */
export function Decision({ requestId, found, offBecause }: { requestId: string; found: string[] } & Pick<RequestView, 'offBecause'>) {
  return (
    <div className="w-full space-y-4">
      <div className="flex flex-wrap items-start gap-2">
        {found.map((endpointId, index) => (
          <ActionForm
            key={endpointId}
            action={takeOver}
            fields={{ requestId, endpointId }}
            label={`Take over ${endpointId}`}
            variant={index === 0 ? 'primary' : 'secondary'}
            disabledReason={offBecause.adopt}
          />
        ))}
        <ActionForm
          action={createAgain}
          fields={{ requestId }}
          label="Look again, and create it if there is none"
          variant={found.length === 0 ? 'primary' : 'secondary'}
          disabledReason={offBecause.retry}
        />
      </div>
      <Disclosure look="quiet" summary="I know the endpoint’s id">
        <ActionForm action={takeOver} fields={{ requestId }} label="Take it over" disabledReason={offBecause.adopt}>
          <Field label="Endpoint id" hint="From the AWS console: VPC, Endpoints. It must connect the VPC and the service of this request." className="mb-3">
            {(control) => <Input {...control} name="endpointId" mono placeholder="vpce-0123456789abcdef0" autoComplete="off" maxLength={40} />}
          </Field>
        </ActionForm>
      </Disclosure>
    </div>
  )
}
