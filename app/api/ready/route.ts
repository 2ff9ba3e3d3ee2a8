import { databaseHealth } from '@/lib/db/client'
import { watcherHealth } from '@/lib/watcher/start'

export const dynamic = 'force-dynamic'

/** 200 when the database is in WAL mode and migrated and the watcher goes round; 503 with the reasons else. */
export async function GET() {
  const reasons = [...(await databaseHealth()).reasons, ...watcherHealth()]
  return Response.json({ status: reasons.length === 0 ? 'ready' : 'not ready', reasons }, { status: reasons.length === 0 ? 200 : 503 })
}
