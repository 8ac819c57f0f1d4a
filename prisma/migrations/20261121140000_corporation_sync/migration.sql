-- What corporations' lists showed. Apart from "observations": these mails follow the corporation's setting, not the director through whom they came.
-- One row for each mail and corporation, however many directors take turns.
CREATE TABLE "corporation_observations" (
    "killmail_id" INTEGER NOT NULL,
    "corporation_id" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "grant_id" BIGINT,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "killmail_time" TIMESTAMPTZ(0),
    CONSTRAINT "corporation_observations_pkey" PRIMARY KEY ("killmail_id", "corporation_id", "hash"),
    CONSTRAINT "corporation_observations_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "grants"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "corporation_observations_corporation_id_killmail_time_killm_idx" ON "corporation_observations"("corporation_id", "killmail_time", "killmail_id");
CREATE INDEX "corporation_observations_grant_id_idx" ON "corporation_observations"("grant_id");

CREATE TABLE "corporation_members" (
    "grant_id" BIGINT NOT NULL,
    "corporation_id" BIGINT NOT NULL,
    "is_director" BOOLEAN NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "corporation_members_pkey" PRIMARY KEY ("grant_id"),
    CONSTRAINT "corporation_members_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "grants"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "corporation_members_corporation_id_idx" ON "corporation_members"("corporation_id");

CREATE TABLE "corporation_settings" (
    "corporation_id" BIGINT NOT NULL,
    "audience" TEXT NOT NULL,
    "publication_delay" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "corporation_settings_pkey" PRIMARY KEY ("corporation_id"),
    CONSTRAINT "corporation_settings_audience_check" CHECK ("audience" IN ('directors', 'members')),
    CONSTRAINT "corporation_settings_delay_check" CHECK ("publication_delay" IN ('0', '1', '3', '8', '24', '72', 'never'))
);

CREATE TABLE "grant_settings" (
    "grant_id" BIGINT NOT NULL,
    "publication_delay" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "grant_settings_pkey" PRIMARY KEY ("grant_id"),
    CONSTRAINT "grant_settings_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "grants"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "grant_settings_delay_check" CHECK ("publication_delay" IN ('0', '1', '3', '8', '24', '72', 'never'))
);

ALTER TABLE "killmail_references" ADD COLUMN "publish_at" TIMESTAMPTZ(3);
CREATE INDEX "killmail_references_publish_idx" ON "killmail_references"("publish_at") WHERE "publish_at" IS NOT NULL AND "public_since" IS NULL;

ALTER TABLE "visibility_log" ADD COLUMN "corporation_id" BIGINT;

CREATE TABLE "corporation_syncs" (
    "corporation_id" BIGINT NOT NULL,
    "next_sync_at" TIMESTAMPTZ(3),
    "last_sync_at" TIMESTAMPTZ(3),
    "last_new_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "corporation_syncs_pkey" PRIMARY KEY ("corporation_id"),
    CONSTRAINT "corporation_syncs_state_check" CHECK ("state" IN ('queued', 'running', 'idle', 'late', 'stopped'))
);
CREATE INDEX "corporation_syncs_next_sync_at_idx" ON "corporation_syncs"("next_sync_at");

CREATE TABLE "corporation_directors" (
    "character_id" BIGINT NOT NULL,
    "corporation_id" BIGINT,
    "is_wanted" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "role_checked_at" TIMESTAMPTZ(3),
    "last_turn_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "corporation_directors_pkey" PRIMARY KEY ("character_id"),
    CONSTRAINT "corporation_directors_state_check" CHECK ("state" IN ('off', 'login', 'checking', 'on')),
    CONSTRAINT "corporation_directors_character_id_fkey" FOREIGN KEY ("character_id") REFERENCES "linked_characters"("character_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "corporation_directors_corporation_id_idx" ON "corporation_directors"("corporation_id");
