-- DropIndex
DROP INDEX "Audit_objectKind_objectId_id_idx";

-- CreateTable
CREATE TABLE "AuditHead" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "count" INTEGER NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ServiceEdit" (
    "serviceName" TEXT NOT NULL PRIMARY KEY,
    "region" TEXT NOT NULL,
    "zoneIds" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "hidden" BOOLEAN NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "PortEdit" (
    "port" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "needed" BOOLEAN NOT NULL,
    "hidden" BOOLEAN NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- The trail as it is now becomes what the head mark says.
INSERT INTO "AuditHead" ("id", "count", "hash")
SELECT 1, (SELECT count(*) FROM "Audit"), coalesce((SELECT "hash" FROM "Audit" ORDER BY "id" DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000');

-- The trail only grows. REPLACE deletes without asking the DELETE trigger, so a taken id is refused, too.
CREATE TRIGGER "Audit_no_update" BEFORE UPDATE ON "Audit" BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only: a row cannot be changed.'); END;
CREATE TRIGGER "Audit_no_delete" BEFORE DELETE ON "Audit" BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only: a row cannot be taken out.'); END;
CREATE TRIGGER "Audit_no_replace" BEFORE INSERT ON "Audit" WHEN EXISTS (SELECT 1 FROM "Audit" WHERE "id" = NEW."id") BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only: a row cannot be replaced.'); END;
CREATE TRIGGER "AuditHead_no_delete" BEFORE DELETE ON "AuditHead" BEGIN SELECT RAISE(ABORT, 'The head mark of the audit trail cannot be taken out.'); END;
