-- CreateTable
CREATE TABLE "PrivateDnsWish" (
    "requestId" TEXT NOT NULL PRIMARY KEY,
    "wanted" BOOLEAN NOT NULL,
    "phase" TEXT NOT NULL,
    "askedAt" DATETIME NOT NULL,
    "askedBy" TEXT NOT NULL,
    "sentAt" DATETIME,
    "settledAt" DATETIME,
    "problem" TEXT,
    "answersBefore" TEXT,
    CONSTRAINT "PrivateDnsWish_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "EndpointRequest" ("requestId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "PrivateDnsWish_phase_idx" ON "PrivateDnsWish"("phase");
