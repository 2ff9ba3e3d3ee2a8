import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { SYSTEM } from '@/lib/privatelink/actor'
import { readAroundRequest } from './around-request'
import { closeDatabase, openDatabase, reader, write } from './client'
import { Prisma } from './generated/client'
import type { ChecksRunModel, DeskNoteModel, PrivateDnsWishModel } from './generated/models'
import { openedDatabase } from './opened'
import { readPart, readTogether, table } from './parts'
import { createRequest } from './requests'
import { sampleRequest } from './sample-requests'
import { migratedFile } from './temporary-file'

const NOTES = table<DeskNoteModel>('DeskNote', { id: 'plain', requestId: 'plain', at: 'date', actorKind: 'plain', actorName: 'plain', actorId: 'plain', text: 'plain' })
const same = <T>(row: T) => row
const notesOf = (requestId: string) => NOTES.rows(Prisma.sql`WHERE "requestId" = ${requestId} ORDER BY "id" DESC LIMIT 3`, same)

const NASTY = ['plain', 'quotes " and \' and \\', 'lines\n\r\n\ttabs', 'zero \0 in it', '<script>alert(1)</script> 🦆 \u2028 é', '{"json": [1, null]}', '']
const REQUEST = sampleRequest(1)

beforeAll(async () => {
  await openDatabase(migratedFile())
  await createRequest({ request: REQUEST, events: [{ at: new Date(1), actor: SYSTEM, kind: 'draft-started', from: null, to: null, detail: {} }] })
  await write(
    async (tx) => {
      for (const [n, text] of NASTY.entries()) await tx.deskNote.create({ data: { requestId: `note ${n}`, at: new Date(1_700_000_000_000 + n), actorKind: 'user', actorName: text, text } })
      for (let n = 0; n < 5; n += 1) await tx.deskNote.create({ data: { requestId: 'several', at: new Date(n), actorKind: 'system', text: `${n}` } })
      const wish = { phase: 'asked', askedAt: new Date(5), askedBy: 'Ada' }
      await tx.privateDnsWish.create({ data: { requestId: REQUEST.requestId, wanted: true, ...wish, sentAt: new Date(6) } })
    },
    { unaudited: 'a test' },
  )
})
afterAll(closeDatabase)

it('gives rows as Prisma itself does, whatever the texts hold', async () => {
  for (const n of NASTY.keys()) {
    const rows = await readPart(notesOf(`note ${n}`))
    expect(rows).toEqual(await reader().deskNote.findMany({ where: { requestId: `note ${n}` } }))
    expect(rows[0]?.text).toBe(NASTY[n])
    expect(rows[0]?.at).toBeInstanceOf(Date)
  }
})

it('keeps the order and the limit', async () => {
  expect((await readPart(notesOf('several'))).map(({ text }) => text)).toEqual(['4', '3', '2'])
  expect(await readPart(notesOf('nobody'))).toEqual([])
})

it('tells flags, dates and nothing apart', async () => {
  const WISHES = table<PrivateDnsWishModel>('PrivateDnsWish', {
    requestId: 'plain', wanted: 'flag', phase: 'plain', askedAt: 'date', askedBy: 'plain', sentAt: 'date', settledAt: 'date', problem: 'plain', answersBefore: 'plain',
  })
  const wishOf = (requestId: string) => WISHES.row(Prisma.sql`WHERE "requestId" = ${requestId}`, same)
  expect(await readPart(wishOf(REQUEST.requestId))).toEqual(await reader().privateDnsWish.findFirst())
  expect(await readPart(wishOf('nobody'))).toBeNull()
})

it('asks for everything about a request in one statement', async () => {
  const { readerConnection } = openedDatabase()
  const asked = vi.spyOn(readerConnection, 'firstRow')
  const around = await readAroundRequest(REQUEST.requestId)
  expect(asked).toHaveBeenCalledOnce()
  asked.mockRestore()
  expect(around).toMatchObject({ request: REQUEST, account: null, events: [{ at: new Date(1) }], notes: [], evidence: [], mark: null, outcome: null, drift: null, run: null, shares: [], portEdits: [], wish: { wanted: true } })
  expect((await readAroundRequest('nobody')).request).toBeNull()
})

it('gives each part what it asked for', async () => {
  const RUNS = table<ChecksRunModel>('ChecksRun', {
    requestId: 'plain', ranAt: 'date', ranBy: 'plain', config: 'plain', seen: 'plain', notProbed: 'plain', mendedAt: 'date', provedAt: 'date',
  })
  const both = await readTogether({ run: RUNS.row(Prisma.sql`WHERE 0`, same), notes: notesOf('several') })
  expect([both.run, both.notes.length]).toEqual([null, 3])
})

it('gives inside a write what is there then, and outside what is committed', async () => {
  const written = await write(
    async (tx) => {
      await tx.deskNote.create({ data: { requestId: 'inside', at: new Date(1), actorKind: 'system', text: 'not committed yet' } })
      return { inside: await readPart(notesOf('inside'), tx), outside: await readPart(notesOf('inside')) }
    },
    { unaudited: 'a test' },
  )
  expect(written.inside.map(({ text }) => text)).toEqual(['not committed yet'])
  expect(written.outside).toEqual([])
  expect(await readPart(notesOf('inside'))).toHaveLength(1)
})
