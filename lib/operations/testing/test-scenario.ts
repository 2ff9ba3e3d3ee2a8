import type { Place as Vantage } from '@/lib/privatelink/evidence/places'

/** A scenario's own endpoint, and the ways to break what is around it. */
export type Place = {
  requestId: string
  vpcId: string
  /** The private name of its ClickHouse service, and the public one. */
  name: string
  publicName: string
  endpointId: string
  regional: string
  addresses: [string, string]
  n: number
  /** What the far side, or somebody in the AWS console, does to the endpoint. */
  act: (act: string, said?: Record<string, unknown>) => Promise<unknown>
  load: (description: Record<string, unknown>) => Promise<unknown>
  /** What connections meet; on both ports of both addresses where nothing else is said. */
  meets: (behaviour: string, only?: { port?: number; address?: string }) => Promise<void>
  /** What the VPC’s resolver says; of the private name where no other is given. */
  answers: (answer: unknown, asked?: string) => Promise<void>
}

/** A world with its cause. What is not said is as it should be: open groups, accepted, private DNS on. */
export type Scenario = {
  what: string
  /** The symptom that must be told first; null: nothing is wrong. */
  symptomId: string | null
  rules?: Record<string, unknown>[]
  group?: string
  vpc?: Record<string, unknown>
  accept?: false
  privateDns?: false
  /** Breaks it; the endpoint is available before, unless it was not accepted. */
  broken?: (place: Place) => Promise<unknown>
  /** What the request must have become before the checks run. */
  until?: string
  pastes?: (place: Place) => { text: string; from: Vantage }[]
  /** This server does not look. */
  onlyPastes?: true
}
