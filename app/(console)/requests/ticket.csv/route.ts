import { manyTicket } from '../ticket-answer'

export const dynamic = 'force-dynamic'

export const GET = manyTicket('csv')
