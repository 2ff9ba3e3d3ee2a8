import 'server-only'
import { deletePortEdit, listPortEdits, savePortEdit } from '@/lib/db/port-edits'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { checkPort, checkPortList, CLICKHOUSE_PORTS, isShippedPort, portsWith, type ClickHousePort, type PortEdit } from '@/lib/privatelink/ports'
import { authorise } from './authorise'
import { judgeUnjudged } from './judge-unjudged'

type By = { actor: Actor; now: Date }

/** The ports that checks and advice go by: the shipped ones with what was changed. */
export const currentPorts = async (): Promise<ClickHousePort[]> => portsWith(await listPortEdits())

/** Adds a port of your own, or gives a known one another name or need; one that was left out counts again. */
export async function setPort(port: ClickHousePort, { actor, now }: By): Promise<void> {
  authorise(actor, 'manageCatalogue')
  const edit = { ...port, hidden: false }
  const known = isShippedPort(port.port) || (await listPortEdits()).some((each) => each.port === port.port)
  await savePortEdit(edit, { actor, now, action: known ? 'port.changed' : 'port.added', allow: (others) => refuse(checkPort(edit, others)) })
  await judgeUnjudged(now)
}

/** Takes a port out of checks and advice: your own for good, a shipped one until it is reset. */
export async function removePort(port: number, { actor, now }: By): Promise<void> {
  authorise(actor, 'manageCatalogue')
  const shipped = CLICKHOUSE_PORTS.find((each) => each.port === port)
  if (shipped) {
    const edit = { ...shipped, ...(await listPortEdits()).find((each) => each.port === port), hidden: true }
    await savePortEdit(edit, { actor, now, action: 'port.hidden', allow: (others) => refuseList([...others, edit]) })
  } else await deletePortEdit(port, { actor, now, action: 'port.removed', allow: refuseList })
  await judgeUnjudged(now)
}

/** Goes back to the port as Causeway was shipped with it. */
export async function resetPort(port: number, { actor, now }: By): Promise<void> {
  authorise(actor, 'manageCatalogue')
  if (!isShippedPort(port)) throw new AppError('Causeway was shipped without this port, so there is nothing to go back to. Remove it instead.', { code: 'not-shipped', status: 409 })
  await deletePortEdit(port, { actor, now, action: 'port.reset', allow: refuseList })
  await judgeUnjudged(now)
}

const refuseList = (edits: PortEdit[]) => refuse(checkPortList(portsWith(edits)))

function refuse(problem: { sentence: string } | null): void {
  if (problem) throw new AppError(problem.sentence, { code: 'bad-port', status: 409 })
}
