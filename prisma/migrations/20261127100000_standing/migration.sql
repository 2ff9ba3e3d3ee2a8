-- CreateTable
CREATE TABLE "Standing" (
    "requestId" TEXT NOT NULL PRIMARY KEY,
    "standing" TEXT NOT NULL,
    "judgedAt" DATETIME NOT NULL,
    CONSTRAINT "Standing_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "EndpointRequest" ("requestId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What the last run of the checks concluded moves there: evidence that comes without a run is judged as well.
INSERT INTO "Standing" ("requestId", "standing", "judgedAt")
SELECT "requestId", CASE "tone" WHEN 'good' THEN 'proved' WHEN 'bad' THEN 'broken' ELSE 'unproved' END, "ranAt"
FROM "ChecksRun" WHERE "requestId" IN (SELECT "requestId" FROM "EndpointRequest");

-- DropIndex
DROP INDEX "ChecksRun_tone_requestId_idx";

-- AlterTable
ALTER TABLE "ChecksRun" DROP COLUMN "tone";
ALTER TABLE "ChecksRun" DROP COLUMN "symptomId";
