import 'server-only'
import { insertAudit, type AuditEntry } from './audit'
import { write } from './client'

/** Tells the trail of something that is not in this database: written before it is done, so that nothing is done untold. */
export const tellAudit = (entry: AuditEntry): Promise<void> => write((tx) => insertAudit(tx, [entry]))
