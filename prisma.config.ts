import { defineConfig } from 'prisma/config'

// For the Prisma CLI only (`npm run prisma -- …`): the product itself applies migrations through lib/db.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'file:./data/causeway.db' },
})
