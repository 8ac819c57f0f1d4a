-- Tickers, who belongs to whom now, when that was asked, and what names are searched by.
ALTER TABLE "entities"
    ADD COLUMN "ticker" TEXT,
    ADD COLUMN "corporation_id" BIGINT,
    ADD COLUMN "alliance_id" BIGINT,
    ADD COLUMN "former_names" TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN "deleted_at" TIMESTAMPTZ(3),
    ADD COLUMN "refreshed_at" TIMESTAMPTZ(3),
    ADD COLUMN "refresh_due_at" TIMESTAMPTZ(3),
    ADD COLUMN "refresh_days" SMALLINT,
    ADD COLUMN "search_name" TEXT COLLATE "C",
    ADD COLUMN "search_trigrams" INTEGER[];

CREATE INDEX "entities_refresh_idx" ON "entities" ("kind", "refresh_due_at" NULLS FIRST, "id") WHERE "learnt_at" IS NOT NULL;
-- Without a language of the database's own: prefixes are ranges of code points, and trigrams are made by the application.
CREATE INDEX "entities_search_name_idx" ON "entities" ("search_name") WHERE "search_name" IS NOT NULL;
CREATE INDEX "entities_search_trigrams_idx" ON "entities" USING gin ("search_trigrams") WHERE "search_trigrams" IS NOT NULL;
CREATE INDEX "entities_ticker_idx" ON "entities" (upper("ticker")) WHERE "ticker" IS NOT NULL;
-- Names of before, and of a rule of before.
CREATE INDEX "entities_unindexed_idx" ON "entities" ("id") WHERE "name" IS NOT NULL AND "search_name" IS NULL;
