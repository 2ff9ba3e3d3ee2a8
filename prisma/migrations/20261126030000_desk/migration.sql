-- CreateTable
CREATE TABLE "TicketMark" (
    "requestId" TEXT NOT NULL PRIMARY KEY,
    "number" TEXT NOT NULL,
    "link" TEXT,
    "sentAt" DATETIME NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorName" TEXT,
    "actorId" TEXT
);

-- CreateTable
CREATE TABLE "DeskNote" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "requestId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorName" TEXT,
    "actorId" TEXT,
    "text" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "DeskOutcome" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "requestId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorName" TEXT,
    "actorId" TEXT,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "answer" TEXT,
    "answeredAt" DATETIME,
    "answeredBy" TEXT
);

-- CreateIndex
CREATE INDEX "TicketMark_number_idx" ON "TicketMark"("number");

-- CreateIndex
CREATE INDEX "DeskNote_requestId_id_idx" ON "DeskNote"("requestId", "id");

-- CreateIndex
CREATE INDEX "DeskOutcome_requestId_id_idx" ON "DeskOutcome"("requestId", "id");
