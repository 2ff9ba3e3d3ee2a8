import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaClient } from '../../../lib/db/generated/client'

export const dynamic = 'force-dynamic'

const prisma = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.BARE_DATABASE! }, { timestampFormat: 'unixepoch-ms' }) })

/** The least that a list can be: one query, fifty rows, seven columns, no style, nothing that answers to a click. */
export default async function Page() {
  const rows = await prisma.endpointRequest.findMany({ orderBy: [{ createdAt: 'desc' }, { requestId: 'desc' }], take: 50 })
  return (
    <table>
      <tbody>
        {rows.map(({ requestId, name, state, accountId, region, vpcId, createdAt }) => (
          <tr key={requestId}>
            <td>
              <a href={`/${requestId}`}>{name}</a>
            </td>
            <td>{state}</td>
            <td>{accountId}</td>
            <td>{region}</td>
            <td>{vpcId}</td>
            <td>{createdAt.toISOString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
