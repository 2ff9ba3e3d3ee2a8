-- AlterTable
ALTER TABLE "ChecksRun" ADD COLUMN "provedAt" DATETIME;

-- What was found good by the last run was proved by it.
UPDATE "ChecksRun" SET "provedAt" = "ranAt" WHERE "tone" = 'good';

-- CreateIndex
CREATE INDEX "ChecksRun_provedAt_ranAt_idx" ON "ChecksRun"("provedAt", "ranAt");
