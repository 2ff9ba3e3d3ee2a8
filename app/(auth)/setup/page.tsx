import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { askingAddress } from '@/lib/auth/actor'
import { mayTry } from '@/lib/auth/limits'
import { isSetUpToken } from '@/lib/operations/set-up'
import { DoorHeading } from '../door-heading'
import { NewcomerForm } from '../newcomer-form'
import { setUp } from './actions'

export const metadata: Metadata = { title: 'Set up' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Makes the first administrator. Without the right token, and once there is one, there is no such page. */
export default async function SetUpPage({ searchParams }: Props) {
  const { token } = await searchParams
  if (typeof token !== 'string' || token.length > 300) notFound()
  const counted = await mayTry({ what: 'set-up', address: await askingAddress(), now: new Date() })
  if (!counted.ok || !(await isSetUpToken(token))) notFound()
  await counted.forgive()
  return (
    <>
      <DoorHeading title="Set up Causeway">You become its first administrator. Others are invited by you, with a link each; nobody can sign up by themselves.</DoorHeading>
      <NewcomerForm action={setUp} token={token} label="Make me the administrator" />
    </>
  )
}
