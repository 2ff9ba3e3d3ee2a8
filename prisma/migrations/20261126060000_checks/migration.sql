-- CreateTable
CREATE TABLE "ChecksRun" (
    "requestId" TEXT NOT NULL PRIMARY KEY,
    "ranAt" DATETIME NOT NULL,
    "ranBy" TEXT,
    "config" TEXT NOT NULL,
    "seen" TEXT NOT NULL,
    "notProbed" TEXT,
    "tone" TEXT NOT NULL,
    "symptomId" TEXT,
    "mendedAt" DATETIME
);

-- CreateIndex
CREATE INDEX "ChecksRun_tone_requestId_idx" ON "ChecksRun"("tone", "requestId");
