import 'server-only'
import { deleteRate, saveRate } from '@/lib/db/rates'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { SHIPPED_RATES, type Rate } from '@/lib/privatelink/cost'
import { secretInText } from '@/lib/privatelink/secrets'
import { authorise } from './authorise'

type By = { actor: Actor; now: Date }

/** Puts a rate of your own in the place of the shipped one. USD per zone-hour and per GB. */
export async function setRate(rate: Rate, { actor, now }: By): Promise<void> {
  authorise(actor, 'manageCatalogue')
  for (const [what, amount] of [['hour and zone', rate.perZoneHourUsd], ['GB', rate.perGbUsd]] as const)
    if (!Number.isFinite(amount) || amount < 0 || amount > 10)
      throw new AppError(`The rate per ${what} must be between 0 and 10 US dollars, e.g. 0.01. AWS lists it as “Price per VPC endpoint per AZ”.`, { code: 'bad-rate' })
  const secret = secretInText(rate.source)
  if (secret) throw new AppError(secret, { code: 'secret', status: 422 })
  await saveRate(rate, { actor, now })
}

/** Goes back to the rate Causeway was shipped with. */
export async function resetRate(region: string, { actor, now }: By): Promise<void> {
  authorise(actor, 'manageCatalogue')
  if (!SHIPPED_RATES.some((rate) => rate.region === region))
    throw new AppError(`Causeway was shipped without a rate for ${region}, so there is none to go back to.`, { code: 'no-shipped-rate', status: 409 })
  await deleteRate(region, { actor, now })
}
