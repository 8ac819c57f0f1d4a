-- What somebody asked zKillboard's past for, and how far its lists were read.
CREATE TABLE "zkillboard_backfills" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "entity_id" BIGINT NOT NULL,
    "account_id" BIGINT,
    "first_month" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "months_total" INTEGER NOT NULL,
    "months_done" INTEGER NOT NULL DEFAULT 0,
    "current_month" TEXT,
    "found" INTEGER NOT NULL DEFAULT 0,
    "fresh" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "zkillboard_backfills_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "zkillboard_backfills_account_id_fkey" FOREIGN KEY ("account_id")
      REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "zkillboard_backfills_account_id_idx" ON "zkillboard_backfills"("account_id");
-- One for each who asks; what commands ask for is nobody's.
CREATE UNIQUE INDEX "zkillboard_backfills_asked_idx"
    ON "zkillboard_backfills"("kind", "entity_id", (COALESCE("account_id", 0)));

CREATE TABLE "zkillboard_months" (
    "kind" TEXT NOT NULL,
    "entity_id" BIGINT NOT NULL,
    "month" TEXT NOT NULL,
    "next_page" INTEGER NOT NULL,
    "reading_since" TIMESTAMPTZ(3),
    "reading_top" INTEGER,
    "read_at" TIMESTAMPTZ(3),
    "read_top" INTEGER,
    "is_settled" BOOLEAN NOT NULL DEFAULT false,
    "is_cut" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "zkillboard_months_pkey" PRIMARY KEY ("kind", "entity_id", "month")
);
