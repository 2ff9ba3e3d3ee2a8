import { DeskForm } from '@/components/desk/desk-form'
import { TextareaField } from '@/components/ui/input'
import { answerHere } from './desk-actions'

/** The answer to ClickHouse's question: it is their turn again when it is given. */
export function AnswerForm({ requestId, off }: { requestId: string; off: string | null }) {
  return (
    <div className="w-full max-w-prose">
      <DeskForm action={answerHere} hidden={{ requestId }} label="Send the answer to the desk" disabledReason={off}>
        {(fields) => <TextareaField label="Your answer" name="answer" error={fields.answer} rows={3} maxLength={4000} />}
      </DeskForm>
    </div>
  )
}
