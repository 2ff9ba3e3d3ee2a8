import { oneTicket } from '../../ticket-answer'

export const dynamic = 'force-dynamic'

export const GET = oneTicket('csv')
