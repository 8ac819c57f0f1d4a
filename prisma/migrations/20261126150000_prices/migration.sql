-- Prices of one source and type on 32 days: place 1 + day % 32 of the array, of days since 1970-01-01; cents. See docs/decisions/0005.
CREATE TABLE "price_blocks" (
    "source" SMALLINT NOT NULL,
    "type_id" INTEGER NOT NULL,
    "block" SMALLINT NOT NULL,
    "prices" BIGINT[] NOT NULL,
    CONSTRAINT "price_blocks_pkey" PRIMARY KEY ("source", "type_id", "block"),
    CONSTRAINT "price_blocks_prices_check" CHECK (array_length("prices", 1) = 32 AND array_lower("prices", 1) = 1)
);
-- Each revision of a day writes the rows of its block again: room for that in the page they are in.
ALTER TABLE "price_blocks" SET (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);

-- Which of EVE Ref's files of days are here.
CREATE TABLE "market_history_days" (
    "day" DATE NOT NULL,
    "expected" INTEGER,
    "rows" INTEGER NOT NULL,
    "prices" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "etag" TEXT,
    "modified_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "message" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "market_history_days_pkey" PRIMARY KEY ("day"),
    CONSTRAINT "market_history_days_state_check" CHECK ("state" IN ('imported', 'failed'))
);

-- Types whose history is asked of ESI, and what became of it.
CREATE TABLE "type_histories" (
    "type_id" INTEGER NOT NULL,
    "wanted_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "etag" TEXT,
    "no_market_at" TIMESTAMPTZ(3),
    CONSTRAINT "type_histories_pkey" PRIMARY KEY ("type_id")
);
CREATE INDEX "type_histories_wanted_at_idx" ON "type_histories" ("wanted_at", "type_id") WHERE "wanted_at" IS NOT NULL;

-- Types no market knows, which are asked of other sources, and when each was asked last.
CREATE TABLE "price_questions" (
    "source" SMALLINT NOT NULL,
    "type_id" INTEGER NOT NULL,
    "wanted_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    CONSTRAINT "price_questions_pkey" PRIMARY KEY ("source", "type_id")
);
CREATE INDEX "price_questions_wanted_at_idx" ON "price_questions" ("source", "wanted_at", "type_id") WHERE "wanted_at" IS NOT NULL;

-- When each source was asked for everything it has, and when it will be again.
CREATE TABLE "price_refreshes" (
    "name" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "etag" TEXT,
    "message" TEXT,
    CONSTRAINT "price_refreshes_pkey" PRIMARY KEY ("name")
);

-- Prices somebody has set.
CREATE TABLE "custom_prices" (
    "id" SERIAL NOT NULL,
    "type_id" INTEGER NOT NULL,
    "from_day" DATE,
    "price" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "custom_prices_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "custom_prices_price_check" CHECK ("price" BETWEEN 1 AND 1000000000000000)
);
CREATE UNIQUE INDEX "custom_prices_type_id_from_day_key" ON "custom_prices" ("type_id", COALESCE("from_day", '-infinity'::date));
