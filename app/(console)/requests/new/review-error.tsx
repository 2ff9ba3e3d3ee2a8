import { LinkButton } from '@/components/ui/button'
import { FormError } from '@/components/wizard/form-error'
import { paths } from '@/lib/paths'

/** What a refused create or takeover is answered: the sentence, and the request that holds the place where that is the reason. */
export function ReviewError({ answer }: { answer: { error?: string; fields?: Record<string, string> } }) {
  if (!answer.error) return null
  const holder = answer.fields?.takenBy
  if (!holder) return <FormError title="The endpoint was not created">{answer.error}</FormError>
  return (
    <FormError
      title="There is a request for this VPC and service already"
      actions={
        <LinkButton size="sm" href={paths.request(holder)}>
          Open that request
        </LinkButton>
      }
    >
      {answer.error}
    </FormError>
  )
}
