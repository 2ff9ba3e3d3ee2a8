import { Fact, Facts } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { MonthlyCost } from '@/lib/privatelink/cost'

const usd = (amount: number) => `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`

/** What it will cost, with its parts, and where the rate is from. */
export function CostPerMonth({ cost }: { cost: MonthlyCost }) {
  if (!cost.known) {
    return (
      <p className="max-w-prose text-pretty text-muted">
        {cost.sentence} <TextLink href={paths.rates()}>Enter a rate</TextLink>
      </p>
    )
  }
  return (
    <>
      <p className="max-w-prose text-pretty">{cost.sentence}</p>
      <Facts className="mt-4">
        {cost.lines.map((line) => (
          <Fact key={line.label} label={line.label}>
            {usd(line.amountUsd)}
          </Fact>
        ))}
        <Fact label="In a month of 730 hours">
          <span className="font-semibold">{usd(cost.totalUsd)}</span>
        </Fact>
      </Facts>
      <p className="mt-3 max-w-prose text-sm text-pretty text-muted">
        Rate of {cost.asOf}. {cost.source} <TextLink href={paths.rates()}>See or change the rates</TextLink>
      </p>
    </>
  )
}
