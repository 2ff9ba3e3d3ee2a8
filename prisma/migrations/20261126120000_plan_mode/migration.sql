-- AlterTable
ALTER TABLE "EndpointRequest" ADD COLUMN "told" TEXT;

-- CreateTable
CREATE TABLE "ToldAnswer" (
    "accountId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "output" TEXT,
    "refusal" TEXT,
    "complete" BOOLEAN NOT NULL,
    "count" INTEGER NOT NULL,
    "takenAt" DATETIME,
    "pastedAt" DATETIME NOT NULL,
    "pastedBy" TEXT NOT NULL,

    PRIMARY KEY ("accountId", "region", "key"),
    CONSTRAINT "ToldAnswer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("accountId") ON DELETE CASCADE ON UPDATE CASCADE
);


