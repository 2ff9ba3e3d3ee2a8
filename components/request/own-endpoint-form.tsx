import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/input'
import { paths } from '@/lib/paths'

/** Asks for the id of an endpoint that was made with other tools. A plain form whose answer is a page, so that it works without a script. */
export function OwnEndpointForm({ requestId, endpointId, error }: { requestId: string; endpointId?: string; error?: string | null }) {
  return (
    <form method="get" action={paths.ownEndpoint(requestId)} className="grid items-start gap-3 sm:grid-cols-[minmax(0,24rem)_auto]">
      <TextField
        label="Endpoint id"
        name="endpoint"
        defaultValue={endpointId}
        placeholder="vpce-0123456789abcdef0"
        hint="Terraform, CloudFormation and the AWS CLI print it when the endpoint is made."
        error={error}
        required
        mono
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
      />
      <Button type="submit" className="justify-self-start sm:mt-7.5">
        Compare with the plan
      </Button>
    </form>
  )
}
