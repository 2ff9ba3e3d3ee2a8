import { TextField } from '@/components/ui/input'

/** A password that is chosen here; `password-rules.ts` says what of it is refused. */
export function NewPasswordField({ label, error }: { label: string; error: string | undefined }) {
  return (
    <TextField
      label={label}
      name="password"
      type="password"
      autoComplete="new-password"
      hint="At least 12 characters, of any kind. Three or four words that do not belong together are easy to remember."
      error={error}
    />
  )
}
