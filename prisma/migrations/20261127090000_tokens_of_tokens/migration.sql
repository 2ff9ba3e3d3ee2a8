-- AlterTable
ALTER TABLE "ApiToken" ADD COLUMN "madeById" TEXT;

-- CreateIndex
CREATE INDEX "ApiToken_madeById_idx" ON "ApiToken"("madeById");
