/** What AWS charges for an endpoint: US dollars, before taxes and discounts. */
export type Rate = {
  region: string
  /** For each hour and zone, a started hour counting as whole, in any state until the endpoint is deleted. */
  perZoneHourUsd: number
  /** For each GB processed, first tier. */
  perGbUsd: number
  /** The day the rate was looked at, `YYYY-MM-DD`. */
  asOf: string
  /** Where it is from, and how sure it is. */
  source: string
}

/** AWS's own convention for a month. */
export const HOURS_PER_MONTH = 730
const GB_PER_PB = 1024 * 1024

/** Share of the first tier's price: first 1 PB, next 4 PB, above. Source: AWS PrivateLink pricing, 0.01, 0.006 and 0.004 dollars. */
const GB_TIERS = [
  { upToGb: GB_PER_PB, share: 1 },
  { upToGb: 5 * GB_PER_PB, share: 0.6 },
  { upToGb: Infinity, share: 0.4 },
]

const UNCONFIRMED = 'Not confirmed: commonly reported, not read from AWS’s price list. Compare with aws.amazon.com/privatelink/pricing and correct it.'
const rate = (region: string, perZoneHourUsd: number, asOf: string, source: string): Rate => ({ region, perZoneHourUsd, perGbUsd: 0.01, asOf, source })

/** The rates Causeway comes with. Each can be replaced by one of your own; a region that is not here has no known rate. */
export const SHIPPED_RATES: Rate[] = [
  rate('us-east-1', 0.01, '2026-11-23', UNCONFIRMED),
  rate('us-east-2', 0.01, '2026-11-23', UNCONFIRMED),
  rate('us-west-2', 0.01, '2026-10-06', 'AWS price list, usage type USW2-VpcEndpoint-Hours, as quoted publicly on this day.'),
  rate('eu-west-1', 0.011, '2026-11-23', 'Not confirmed: worked out from a published AWS bill with its discount. Compare with aws.amazon.com/privatelink/pricing and correct it.'),
  rate('eu-central-1', 0.012, '2026-11-23', UNCONFIRMED),
  rate('ap-southeast-1', 0.013, '2026-11-23', 'AWS price list, usage type APS1-VpcEndpoint-Hours, as quoted publicly by two independent projects.'),
  rate('ap-northeast-1', 0.014, '2026-11-23', 'Quoted publicly by one project, not compared with AWS’s price list.'),
]

export type MonthlyCost = {
  /** False where no rate is known: there are no lines then, and the total means nothing. */
  known: boolean
  lines: { label: string; amountUsd: number }[]
  totalUsd: number
  /** The day of the rate, or null. */
  asOf: string | null
  source: string
  sentence: string
}

/**
 * What one endpoint costs in a month of 730 hours. `gbPerMonth` is left out where nobody can say; the line for data then
 * is left out too, and the sentence says so.
 */
export function monthlyCost({ region, zones, gbPerMonth }: { region: string; zones: number; gbPerMonth?: number }, rates: readonly Rate[]): MonthlyCost {
  const found = rates.find((each) => each.region === region)
  if (!found) {
    const sentence = `No rate is known for ${region}. Look at aws.amazon.com/privatelink/pricing, and enter the rate in the settings.`
    return { known: false, lines: [], totalUsd: 0, asOf: null, source: 'No source.', sentence }
  }
  const hours = inCents(zones * HOURS_PER_MONTH * found.perZoneHourUsd)
  const lines = [{ label: `${zones} ${zones === 1 ? 'zone' : 'zones'} × ${HOURS_PER_MONTH} hours × $${found.perZoneHourUsd}`, amountUsd: hours }]
  const counted = gbPerMonth !== undefined && Number.isFinite(gbPerMonth) && gbPerMonth > 0
  if (counted) lines.push({ label: `${gbPerMonth.toLocaleString('en-US')} GB processed, from $${found.perGbUsd} per GB`, amountUsd: inCents(tieredGb(gbPerMonth) * found.perGbUsd) })
  const totalUsd = inCents(lines.reduce((sum, line) => sum + line.amountUsd, 0))
  const data = counted ? '' : ` Data comes on top: $${found.perGbUsd} for each GB processed.`
  const sentence = `About $${totalUsd.toFixed(2)} a month, paid to AWS from creation until deletion, whether or not ClickHouse has accepted.${data}`
  return { known: true, lines, totalUsd, asOf: found.asOf, source: found.source, sentence }
}

/** GB counted at the first tier's price. */
function tieredGb(gb: number): number {
  let counted = 0
  let from = 0
  for (const { upToGb, share } of GB_TIERS) {
    counted += Math.max(0, Math.min(gb, upToGb) - from) * share
    from = upToGb
  }
  return counted
}

const inCents = (usd: number): number => Math.round(usd * 100) / 100
