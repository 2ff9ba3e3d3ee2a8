import { z } from 'zod'
import { digest } from '../world/ids'
import { PLATFORM_ACCOUNT } from '../world/default-world'
import type { Sandbox } from '../sandbox'
import { ControlError } from './answers'

/** The trust policy of a role, as somebody pastes it into IAM. `externalId` null: it asks nobody for one. */
export const trustInput = z.strictObject({
  roleArn: z.string().regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'a role’s ARN looks like arn:aws:iam::444455556666:role/Name'),
  externalId: z.string().regex(/^[\w+=,.@:/-]{2,1224}$/, 'an ExternalId has 2 to 1,224 letters, digits and +=,.@:/-').nullable(),
  trusts: z.array(z.string().regex(/^\d{12}$/)).min(1).default([PLATFORM_ACCOUNT]),
})

/** Gives a role its trust policy, and makes the role where the account has none of this name. 404 for an account the world does not hold. */
export function setTrust({ world }: Sandbox, { roleArn, externalId, trusts }: z.output<typeof trustInput>) {
  const accountId = roleArn.split(':')[4] ?? ''
  if (!world.data.accounts.find(accountId)) throw new ControlError(404, `There is no account ${accountId} in the sandbox.`)
  const known = world.data.roles.find(roleArn)
  const roleId = known?.roleId ?? `AROA${digest('role', roleArn).slice(0, 17).toUpperCase()}`
  world.commit([{ table: 'roles', put: { maxSessionSeconds: 3600, ...known, id: roleArn, roleId, trustedAccountIds: trusts, externalId } }])
  return { roleArn, trusts }
}

/** Somebody deletes the role. Sessions that were begun with it live on until they end, as in AWS. */
export function deleteRole({ world }: Sandbox, roleArn: string): void {
  if (!world.data.roles.find(roleArn)) throw new ControlError(404, `There is no role ${roleArn} in the sandbox.`)
  world.commit([{ table: 'roles', forget: roleArn }])
}
