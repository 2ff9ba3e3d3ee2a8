-- AlterTable
ALTER TABLE "Account" ADD COLUMN "externalId" TEXT;
ALTER TABLE "Account" ADD COLUMN "heldBecause" TEXT;
ALTER TABLE "Account" ADD COLUMN "level" TEXT NOT NULL DEFAULT 'delete';
ALTER TABLE "Account" ADD COLUMN "mending" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Account" ADD COLUMN "note" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Account" ADD COLUMN "regions" TEXT;
ALTER TABLE "Account" ADD COLUMN "serviceNames" TEXT NOT NULL DEFAULT '[]';

-- The ExternalId belongs to the account, whatever its source is at present.
UPDATE "Account" SET "externalId" = json_extract("source", '$.externalId') WHERE json_extract("source", '$.kind') = 'assume-role';
UPDATE "Account" SET "source" = json_remove("source", '$.externalId') WHERE json_extract("source", '$.kind') = 'assume-role';

-- CreateTable
CREATE TABLE "AccountTest" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "accountId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "result" TEXT NOT NULL,
    CONSTRAINT "AccountTest_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("accountId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "AccountTest_accountId_id_idx" ON "AccountTest"("accountId", "id");
