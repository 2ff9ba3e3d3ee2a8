import 'server-only'
import { verifyChain, type Break, type Verified } from '@/lib/db/verify-audit'
import { log } from '@/lib/log'

const WHY: Record<Break['why'], (id: number | null) => string> = {
  changed: (id) => `Row ${id} was changed after it was written`,
  'taken-out': (id) => `A row right before row ${id} was taken out`,
  'put-in': (id) => `Row ${id} was put in afterwards`,
  order: (id) => `Row ${id} stands in another place than it was written`,
  'cut-off': (id) => (id === null ? 'Every row was taken out' : `The rows after row ${id} were cut off`),
  'no-mark': () => 'The mark of where the trail ends was taken out',
}

/** What was found, in a sentence. */
function verdictWords({ rows, broken }: Verified): { whole: boolean; sentence: string } {
  if (broken === null) return { whole: true, sentence: rows === 1 ? 'The chain is whole: 1 row, as it was written.' : `The chain is whole: ${rows.toLocaleString('en-GB')} rows, each as it was written.` }
  return { whole: false, sentence: `${WHY[broken.why](broken.id)}. Somebody changed the database file by hand: compare it with a backup from before, and find out who had the file.` }
}

/** Walks the whole trail and says whether it is as it was written; a break goes to the log as well. For those who may `viewAudit`. */
export async function verifyTrail(): Promise<{ rows: number; whole: boolean; sentence: string; seconds: number }> {
  const started = performance.now()
  const verified = await verifyChain()
  if (verified.broken) log().error({ broken: verified.broken }, 'the audit trail is broken')
  return { rows: verified.rows, ...verdictWords(verified), seconds: Math.round(performance.now() - started) / 1000 }
}
