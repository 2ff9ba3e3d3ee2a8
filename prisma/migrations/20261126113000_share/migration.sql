-- CreateTable
CREATE TABLE "ShareLink" (
    "linkId" TEXT NOT NULL PRIMARY KEY,
    "requestId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "showsInternals" BOOLEAN NOT NULL,
    "madeById" TEXT,
    "madeByName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    "lastOpenedAt" DATETIME,
    "opens" INTEGER NOT NULL DEFAULT 0,
    "toldAt" DATETIME,
    CONSTRAINT "ShareLink_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "EndpointRequest" ("requestId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "ShareLink_tokenHash_key" ON "ShareLink"("tokenHash");

-- CreateIndex
CREATE INDEX "ShareLink_requestId_createdAt_idx" ON "ShareLink"("requestId", "createdAt");
