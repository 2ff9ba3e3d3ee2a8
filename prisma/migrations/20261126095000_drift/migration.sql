-- CreateTable
CREATE TABLE "Drift" (
    "requestId" TEXT NOT NULL PRIMARY KEY,
    "live" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "since" DATETIME NOT NULL,
    CONSTRAINT "Drift_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "EndpointRequest" ("requestId") ON DELETE CASCADE ON UPDATE CASCADE
);
