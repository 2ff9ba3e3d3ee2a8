-- CreateTable
CREATE TABLE "SearchKey" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "requestId" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "SearchKey_requestId_key" ON "SearchKey"("requestId");

-- The text of every request by each three characters in a row, kept by the triggers below. It holds no text of its own.
CREATE VIRTUAL TABLE "RequestSearch" USING fts5("text", content='', contentless_delete=1, tokenize='trigram');

INSERT INTO "SearchKey" ("requestId") SELECT "requestId" FROM "EndpointRequest";
INSERT INTO "RequestSearch" ("rowid", "text") SELECT key."id", request."searchText" FROM "SearchKey" AS key JOIN "EndpointRequest" AS request ON request."requestId" = key."requestId";

CREATE TRIGGER "EndpointRequest_search_insert" AFTER INSERT ON "EndpointRequest" BEGIN
    INSERT INTO "SearchKey" ("requestId") VALUES (new."requestId");
    INSERT INTO "RequestSearch" ("rowid", "text") SELECT "id", new."searchText" FROM "SearchKey" WHERE "requestId" = new."requestId";
END;

CREATE TRIGGER "EndpointRequest_search_update" AFTER UPDATE OF "searchText" ON "EndpointRequest" WHEN old."searchText" <> new."searchText" BEGIN
    UPDATE "RequestSearch" SET "text" = new."searchText" WHERE "rowid" = (SELECT "id" FROM "SearchKey" WHERE "requestId" = new."requestId");
END;

CREATE TRIGGER "EndpointRequest_search_delete" AFTER DELETE ON "EndpointRequest" BEGIN
    DELETE FROM "RequestSearch" WHERE "rowid" = (SELECT "id" FROM "SearchKey" WHERE "requestId" = old."requestId");
    DELETE FROM "SearchKey" WHERE "requestId" = old."requestId";
END;
