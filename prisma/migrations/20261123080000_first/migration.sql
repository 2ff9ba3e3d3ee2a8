-- CreateTable
CREATE TABLE "EndpointRequest" (
    "requestId" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stateSince" DATETIME NOT NULL,
    "awsState" TEXT,
    "clientToken" TEXT,
    "attempts" INTEGER NOT NULL,
    "attemptedAt" DATETIME,
    "problem" TEXT,
    "endpointId" TEXT,
    "privateDnsEnabled" BOOLEAN NOT NULL,
    "missedLooks" INTEGER NOT NULL,
    "firstSeenAt" DATETIME,
    "copiedFrom" TEXT,
    "createdAt" DATETIME NOT NULL,
    "submittedAt" DATETIME,
    "updatedAt" DATETIME NOT NULL,
    "accountId" TEXT,
    "region" TEXT,
    "vpcId" TEXT,
    "serviceName" TEXT,
    "hostnames" TEXT NOT NULL,
    "openKey" TEXT,
    "idempotencyKey" TEXT,
    "fingerprint" TEXT,
    "paramsHash" TEXT,
    "sortName" TEXT NOT NULL,
    "searchText" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "RequestBody" (
    "requestId" TEXT NOT NULL PRIMARY KEY,
    "draft" TEXT NOT NULL,
    "plan" TEXT,
    "dnsNames" TEXT NOT NULL,
    "addresses" TEXT NOT NULL,
    "networkInterfaceIds" TEXT NOT NULL,
    CONSTRAINT "RequestBody_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "EndpointRequest" ("requestId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "requestId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorName" TEXT,
    "kind" TEXT NOT NULL,
    "fromState" TEXT,
    "toState" TEXT,
    "detail" TEXT NOT NULL,
    CONSTRAINT "Event_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "EndpointRequest" ("requestId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Account" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Rate" (
    "region" TEXT NOT NULL PRIMARY KEY,
    "perZoneHourUsd" REAL NOT NULL,
    "perGbUsd" REAL NOT NULL,
    "asOf" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "EndpointRequest_openKey_key" ON "EndpointRequest"("openKey");

-- CreateIndex
CREATE UNIQUE INDEX "EndpointRequest_idempotencyKey_key" ON "EndpointRequest"("idempotencyKey");

-- CreateIndex
CREATE INDEX "EndpointRequest_newest_idx" ON "EndpointRequest"("createdAt", "requestId", "region", "accountId", "searchText");

-- CreateIndex
CREATE INDEX "EndpointRequest_state_newest_idx" ON "EndpointRequest"("state", "createdAt", "requestId", "region", "accountId");

-- CreateIndex
CREATE INDEX "EndpointRequest_state_since_idx" ON "EndpointRequest"("state", "stateSince", "requestId", "region", "accountId");

-- CreateIndex
CREATE INDEX "EndpointRequest_name_idx" ON "EndpointRequest"("sortName", "requestId", "region", "accountId");

-- CreateIndex
CREATE INDEX "EndpointRequest_region_newest_idx" ON "EndpointRequest"("region", "createdAt", "requestId");

-- CreateIndex
CREATE INDEX "EndpointRequest_account_newest_idx" ON "EndpointRequest"("accountId", "createdAt", "requestId", "region");

-- CreateIndex
CREATE INDEX "EndpointRequest_watched_idx" ON "EndpointRequest"("accountId", "region", "state", "serviceName", "endpointId", "fingerprint", "missedLooks", "vpcId", "createdAt", "requestId");

-- CreateIndex
CREATE INDEX "EndpointRequest_endpointId_idx" ON "EndpointRequest"("endpointId");

-- CreateIndex
CREATE INDEX "Event_requestId_id_idx" ON "Event"("requestId", "id");
