import { copyText } from '@/components/ui/copy-text'
import { paths } from '@/lib/paths'

export type CopyOutcome = { text: string; bad?: boolean }

/** Puts the ticket of these requests on the clipboard; `said` is what is told when it is there. */
export async function copyTicket(requestIds: string[], said: string): Promise<CopyOutcome> {
  const answer = await fetch(paths.tickets(requestIds, 'txt')).catch(() => null)
  if (!answer) return { text: 'Causeway did not answer. Try again.', bad: true }
  const text = await answer.text()
  if (!answer.ok) return { text: text.trim(), bad: true }
  if (await copyText(text)) return { text: said }
  return { text: 'The browser did not allow it. Download .txt instead.', bad: true }
}
