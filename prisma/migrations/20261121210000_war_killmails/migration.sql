-- Wars, and how far ESI's list of them was read.
CREATE TABLE "wars" (
    "war_id" INTEGER NOT NULL,
    "declared_at" TIMESTAMPTZ(0),
    "started_at" TIMESTAMPTZ(0),
    "finished_at" TIMESTAMPTZ(0),
    "last_new_at" TIMESTAMPTZ(3),
    "next_read_at" TIMESTAMPTZ(3),
    "queued_until" TIMESTAMPTZ(3),
    "etag" TEXT,
    CONSTRAINT "wars_pkey" PRIMARY KEY ("war_id")
);

-- Most of 800,000 wars are over: what is looked for every minute has small indexes of its own.
CREATE INDEX "wars_again_idx" ON "wars"("next_read_at") WHERE "declared_at" IS NOT NULL AND "next_read_at" IS NOT NULL;
CREATE INDEX "wars_unread_idx" ON "wars"("war_id") WHERE "declared_at" IS NULL AND "next_read_at" IS NOT NULL;
CREATE INDEX "wars_queued_idx" ON "wars"("queued_until") WHERE "queued_until" IS NOT NULL;

CREATE TABLE "war_listings" (
    "id" INTEGER NOT NULL,
    "is_on" BOOLEAN NOT NULL DEFAULT false,
    "since" TIMESTAMPTZ(0),
    "highest" INTEGER,
    "head_below" INTEGER,
    "head_top" INTEGER,
    "tail_below" INTEGER,
    "is_tail_listed" BOOLEAN NOT NULL DEFAULT false,
    "etag" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    CONSTRAINT "war_listings_pkey" PRIMARY KEY ("id")
);
