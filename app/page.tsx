import { redirect } from 'next/navigation'
import { paths } from '@/lib/paths'

/** Home is the list of requests: it greets a newcomer with the way in, and everybody else with where things stand. */
export default function Home() {
  redirect(paths.requests())
}
