-- CreateTable
CREATE TABLE "Evidence" (
    "evidenceId" TEXT NOT NULL PRIMARY KEY,
    "requestId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "actorId" TEXT,
    "origin" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "reading" TEXT NOT NULL,
    "blanked" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ReportToken" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "requestId" TEXT NOT NULL,
    "madeAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "place" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "userRole" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "Evidence_requestId_at_idx" ON "Evidence"("requestId", "at");

-- CreateIndex
CREATE INDEX "ReportToken_requestId_madeAt_idx" ON "ReportToken"("requestId", "madeAt");
