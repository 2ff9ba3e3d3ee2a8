import { LINK_DOES_NOT_WORK } from './find-shared'

export default function SharedNotFound() {
  return (
    <main className="mx-auto flex w-full max-w-md grow flex-col justify-center py-12">
      <h1 className="text-xl font-semibold tracking-tight">{LINK_DOES_NOT_WORK.title}</h1>
      <p className="mt-2 text-pretty text-muted">{LINK_DOES_NOT_WORK.sentence}</p>
    </main>
  )
}
