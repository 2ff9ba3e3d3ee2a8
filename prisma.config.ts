import { defineConfig } from 'prisma/config'

// For the Prisma CLI only (`npm run prisma -- …`): the product itself applies migrations through lib/db.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // The full-text index is a virtual table with tables of its own, which only our SQL knows (lib/db/search-requests.ts).
  experimental: { externalTables: true },
  tables: { external: ['', '_config', '_data', '_docsize', '_idx'].map((part) => `RequestSearch${part}`) },
  datasource: { url: process.env.DATABASE_URL ?? 'file:./data/causeway.db' },
})
