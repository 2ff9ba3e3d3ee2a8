-- AlterTable
ALTER TABLE "EndpointRequest" ADD COLUMN "ownerId" TEXT;
ALTER TABLE "EndpointRequest" ADD COLUMN "ownerName" TEXT;

-- AlterTable
ALTER TABLE "Event" ADD COLUMN "actorId" TEXT;

-- CreateTable
CREATE TABLE "Audit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorName" TEXT,
    "actorId" TEXT,
    "fromAddress" TEXT,
    "action" TEXT NOT NULL,
    "objectKind" TEXT NOT NULL,
    "objectId" TEXT NOT NULL,
    "objectName" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "Audit_objectKind_objectId_id_idx" ON "Audit"("objectKind", "objectId", "id");

-- CreateIndex
CREATE INDEX "Audit_actorId_id_idx" ON "Audit"("actorId", "id");

-- CreateIndex
CREATE INDEX "Audit_action_id_idx" ON "Audit"("action", "id");
