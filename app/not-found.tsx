import type { Metadata } from 'next'
import { NothingHere } from '@/components/shell/nothing-here'

export const metadata: Metadata = { title: 'Not found' }

// not the client component itself: Next would hand it the address's parameters, and fail over one called __proto__
export default function NotFound() {
  return <NothingHere />
}
