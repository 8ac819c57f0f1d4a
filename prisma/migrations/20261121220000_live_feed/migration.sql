-- What the process that follows the live feed says of it: one row.
CREATE TABLE "live_feed" (
    "id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "head" BIGINT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "live_feed_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "live_feed_id_check" CHECK ("id" = 1),
    CONSTRAINT "live_feed_state_check" CHECK ("state" IN ('live', 'catching-up', 'backing-off'))
);

CREATE TABLE "live_feed_revisits" (
    "sequence" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL,
    "said_at" TIMESTAMPTZ(3),
    CONSTRAINT "live_feed_revisits_pkey" PRIMARY KEY ("sequence"),
    CONSTRAINT "live_feed_revisits_reason_check" CHECK ("reason" IN ('updated', 'gap', 'unreadable'))
);
CREATE INDEX "live_feed_revisits_due_at_idx" ON "live_feed_revisits"("due_at");

CREATE TABLE "live_feed_oddities" (
    "sequence" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "killmail_id" BIGINT,
    "reason" TEXT NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "live_feed_oddities_pkey" PRIMARY KEY ("sequence"),
    CONSTRAINT "live_feed_oddities_kind_check" CHECK ("kind" IN ('gap', 'late', 'expired', 'unreadable', 'refused', 'doubtful', 'failed', 'restart'))
);
CREATE INDEX "live_feed_oddities_noticed_at_idx" ON "live_feed_oddities"("noticed_at");

-- By the hash too: what is said of a reference says nothing of a mail under another hash.
CREATE TABLE "zkillboard_figures" (
    "killmail_id" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "total_value" DECIMAL(20,2),
    "fitted_value" DECIMAL(20,2),
    "dropped_value" DECIMAL(20,2),
    "destroyed_value" DECIMAL(20,2),
    "points" INTEGER,
    "location_id" BIGINT,
    "is_npc" BOOLEAN NOT NULL,
    "is_solo" BOOLEAN NOT NULL,
    "is_awox" BOOLEAN NOT NULL,
    "labels" TEXT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "zkillboard_figures_pkey" PRIMARY KEY ("killmail_id", "hash")
);
