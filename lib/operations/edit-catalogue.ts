import 'server-only'
import { deleteServiceEdit, listServiceEdits, saveServiceEdit } from '@/lib/db/service-edits'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { catalogueWith, checkService, isShippedService, SHIPPED_CATALOGUE, type Catalogue, type ServiceEdit } from '@/lib/privatelink/catalogue'
import { authorise } from './authorise'

type By = { actor: Actor; now: Date }

/** The region catalogue with what was changed, as the wizard suggests from it. */
export const currentCatalogue = async (): Promise<Catalogue> => catalogueWith(await listServiceEdits())

/** Adds a service of your own, or gives a known one other zones or another note; a hidden one is shown again. */
export async function setService(service: Omit<ServiceEdit, 'hidden'>, { actor, now }: By): Promise<void> {
  authorise(actor, 'manageCatalogue')
  const problem = checkService(service)
  if (problem) throw new AppError(problem.sentence, { code: 'bad-service' })
  const known = isShippedService(service.serviceName) || (await listServiceEdits()).some((edit) => edit.serviceName === service.serviceName)
  await saveServiceEdit({ ...service, hidden: false }, { actor, now, action: known ? 'service.changed' : 'service.added' })
}

/** Takes a service out of the suggestions: your own for good, a shipped one until it is reset. */
export async function removeService(serviceName: string, { actor, now }: By): Promise<void> {
  authorise(actor, 'manageCatalogue')
  const shipped = SHIPPED_CATALOGUE.find((row) => row.serviceName === serviceName)
  if (!shipped) return deleteServiceEdit(serviceName, { actor, now, action: 'service.removed' })
  const { region, zoneIds, note } = (await listServiceEdits()).find((edit) => edit.serviceName === serviceName) ?? shipped
  await saveServiceEdit({ serviceName, region, zoneIds: [...zoneIds], note, hidden: true }, { actor, now, action: 'service.hidden' })
}

/** Goes back to the service as Causeway was shipped with it. */
export async function resetService(serviceName: string, { actor, now }: By): Promise<void> {
  authorise(actor, 'manageCatalogue')
  if (!isShippedService(serviceName)) throw new AppError('Causeway was shipped without this service, so there is nothing to go back to. Remove it instead.', { code: 'not-shipped', status: 409 })
  await deleteServiceEdit(serviceName, { actor, now, action: 'service.reset' })
}
