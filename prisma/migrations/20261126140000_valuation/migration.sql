-- What each mail is worth and the labels it carries: small rows beside the mails, so that valuing a mail does not write it again.
CREATE TABLE "killmail_values" (
    "priced_at" TIMESTAMPTZ(0) NOT NULL,
    -- Bit by bit, see labels/label-names.ts.
    "labels" BIGINT NOT NULL,
    -- Cents. Total is destroyed and dropped.
    "hull" BIGINT NOT NULL,
    "fitted" BIGINT NOT NULL,
    "destroyed" BIGINT NOT NULL,
    "dropped" BIGINT NOT NULL,
    -- Ships in frigate escape bays beyond a cent each: in destroyed, in dropped. Null: none.
    "bay_destroyed" BIGINT,
    "bay_dropped" BIGINT,
    -- The total by zKillboard's rules; null: the same.
    "zkillboard_total" BIGINT,
    "killmail_id" INTEGER NOT NULL,
    -- Null: the static data lack what it takes.
    "points" INTEGER,
    -- CONCORD's killmail of the pilot that makes it a gank.
    "ganked_by" INTEGER,
    -- The first of the like losses that make it padding.
    "padding_of" INTEGER,
    -- Rows of the mail without a known price.
    "unpriced" INTEGER NOT NULL,
    -- Of the rules.
    "version" SMALLINT NOT NULL,
    -- 1 for the first valuation, one more with each re-pricing that changed something.
    "revision" SMALLINT NOT NULL,
    -- False: by nothing from after the kill.
    "is_repriced" BOOLEAN NOT NULL,
    CONSTRAINT "killmail_values_pkey" PRIMARY KEY ("killmail_id")
);
-- Re-pricing writes most rows once again, soon after they came: room for that in the page they are in.
ALTER TABLE "killmail_values" SET (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);

-- Days whose mails are to be valued again, or for the first time under new rules.
CREATE TABLE "valuation_days" (
    "day" DATE NOT NULL,
    -- Those of mails with one of these types on them, and of all that have no price for something, or only their first value. Null: all.
    "type_ids" INTEGER[],
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "valuation_days_pkey" PRIMARY KEY ("day")
);
CREATE INDEX "valuation_days_due_at_idx" ON "valuation_days" ("due_at");

-- How far late labels have followed the visibility log, and for which version of the rules all days were marked. One row.
CREATE TABLE "valuation_progress" (
    "id" INTEGER NOT NULL,
    "version" SMALLINT NOT NULL,
    "log_sequence" BIGINT NOT NULL,
    CONSTRAINT "valuation_progress_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "valuation_progress_id_check" CHECK ("id" = 1)
);
