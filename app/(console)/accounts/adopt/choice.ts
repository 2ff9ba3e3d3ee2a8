/** `444455556666/eu-west-1/vpce-…`: one box of the list. Apart from the schema, so that the browser is not sent zod. */
export const choiceOf = ({ accountId, region, endpointId }: { accountId: string; region: string; endpointId: string }): string => [accountId, region, endpointId].join('/')
