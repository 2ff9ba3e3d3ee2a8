/** How much each field takes, in characters: more than anybody needs, little enough to store without a second thought. */
export const LIMITS = {
  hostnamesText: 20_000,
  serviceName: 200,
  name: 120,
  contact: 200,
  note: 2_000,
  tagKey: 128,
  tagValue: 256,
  tags: 60,
  zones: 30,
  groups: 100,
} as const
