export const dynamic = 'force-dynamic'

/** 200 as soon as the process serves. Says nothing about the database: that is `/api/ready`. */
export function GET() {
  return Response.json({ status: 'up' })
}
