CREATE TABLE "accounts" (
    "id" BIGSERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "grants" (
    "id" BIGSERIAL NOT NULL,
    "account_id" BIGINT NOT NULL,
    "character_id" BIGINT NOT NULL,
    "owner_hash" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_reason" TEXT,
    CONSTRAINT "grants_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "grants_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "grants_account_id_character_id_owner_hash_key" ON "grants"("account_id", "character_id", "owner_hash");
CREATE INDEX "grants_character_id_idx" ON "grants"("character_id");

CREATE TABLE "linked_characters" (
    "character_id" BIGINT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "grant_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "owner_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "refresh_token" TEXT,
    "access_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "expired_reason" TEXT,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "linked_characters_pkey" PRIMARY KEY ("character_id"),
    CONSTRAINT "linked_characters_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "linked_characters_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "grants"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "linked_characters_grant_id_key" ON "linked_characters"("grant_id");
CREATE INDEX "linked_characters_account_id_idx" ON "linked_characters"("account_id");

CREATE TABLE "sessions" (
    "token_hash" BYTEA NOT NULL,
    "account_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "sessions_pkey" PRIMARY KEY ("token_hash"),
    CONSTRAINT "sessions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "sessions_account_id_idx" ON "sessions"("account_id");
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

CREATE TABLE "character_syncs" (
    "character_id" BIGINT NOT NULL,
    "next_sync_at" TIMESTAMPTZ(3),
    "last_sync_at" TIMESTAMPTZ(3),
    "last_new_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "character_syncs_pkey" PRIMARY KEY ("character_id"),
    CONSTRAINT "character_syncs_state_check" CHECK ("state" IN ('queued', 'running', 'idle', 'late', 'stopped')),
    CONSTRAINT "character_syncs_character_id_fkey" FOREIGN KEY ("character_id") REFERENCES "linked_characters"("character_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "character_syncs_next_sync_at_idx" ON "character_syncs"("next_sync_at");

-- What operators' health queries know as users: characters with their authorisation and last sync.
CREATE VIEW "users" AS
SELECT "character_id", "name", "account_id", "scopes", "linked_at" AS "created_at", "expires_at", "expired_reason",
       "last_sync_at" AS "last_killmail_sync_at", "next_sync_at"
FROM "linked_characters" LEFT JOIN "character_syncs" USING ("character_id");

CREATE TABLE "killmail_references" (
    "killmail_id" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "killmail_time" TIMESTAMPTZ(0),
    "first_source" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "public_since" TIMESTAMPTZ(3),
    "public_source" TEXT,
    CONSTRAINT "killmail_references_pkey" PRIMARY KEY ("killmail_id", "hash"),
    CONSTRAINT "killmail_references_id_check" CHECK ("killmail_id" > 0),
    CONSTRAINT "killmail_references_hash_check" CHECK (octet_length("hash") = 20),
    CONSTRAINT "killmail_references_state_check" CHECK ("state" IN ('pending', 'stored', 'expired', 'rejected')),
    CONSTRAINT "killmail_references_reason_check" CHECK (("state" = 'rejected') = ("reason" IS NOT NULL)),
    CONSTRAINT "killmail_references_stored_check" CHECK ("state" <> 'stored' OR "killmail_time" IS NOT NULL)
);
CREATE INDEX "killmail_references_pending_idx" ON "killmail_references"("first_seen_at") WHERE "state" = 'pending';

CREATE TABLE "observations" (
    "killmail_id" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "grant_id" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "killmail_time" TIMESTAMPTZ(0),
    CONSTRAINT "observations_pkey" PRIMARY KEY ("killmail_id", "grant_id", "source", "hash"),
    CONSTRAINT "observations_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "grants"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "observations_grant_id_killmail_time_killmail_id_idx" ON "observations"("grant_id", "killmail_time", "killmail_id");

-- Partitions are made on demand, one a year, by ensure_killmail_partitions().
CREATE TABLE "killmails" (
    "killmail_id" INTEGER NOT NULL,
    "killmail_time" TIMESTAMPTZ(0) NOT NULL,
    "hash" BYTEA NOT NULL,
    "solar_system_id" INTEGER NOT NULL,
    "victim_character_id" BIGINT,
    "victim_corporation_id" BIGINT,
    "victim_alliance_id" BIGINT,
    "victim_ship_type_id" INTEGER NOT NULL,
    "attacker_count" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "body_codec" SMALLINT NOT NULL,
    "body" BYTEA NOT NULL,
    "effects" TEXT[],
    "public_since" TIMESTAMPTZ(3),
    "public_source" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "killmails_pkey" PRIMARY KEY ("killmail_time", "killmail_id")
) PARTITION BY RANGE ("killmail_time");
CREATE INDEX "killmails_created_at_idx" ON "killmails" USING BRIN ("created_at");
-- The newest public mails, found without passing over private ones.
CREATE INDEX "killmails_public_idx" ON "killmails"("killmail_time", "killmail_id") WHERE "public_since" IS NOT NULL;

CREATE TABLE "killmail_involvements" (
    "entity_id" BIGINT NOT NULL,
    "killmail_time" TIMESTAMPTZ(0) NOT NULL,
    "killmail_id" INTEGER NOT NULL,
    "roles" SMALLINT NOT NULL,
    -- With the roles in it, lists are read from the index alone; they fit into what alignment would pad.
    CONSTRAINT "killmail_involvements_pkey" PRIMARY KEY ("entity_id", "killmail_time", "killmail_id") INCLUDE ("roles")
) PARTITION BY RANGE ("killmail_time");

-- Idempotent and safe against two at once: the second waits for the lock and then finds the partition there (after an advisory lock it would not:
-- only a table's lock makes a session notice what others created meanwhile). The lock stops no reader and no writer.
-- LIKE and ATTACH instead of PARTITION OF: that would lock the parent against every reader, and readers of both parents would deadlock with it.
CREATE FUNCTION "ensure_killmail_partitions"("moment" TIMESTAMPTZ) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    "y" INTEGER := extract(year FROM "moment" AT TIME ZONE 'UTC');
    "parent" TEXT;
    "child" TEXT;
BEGIN
    IF to_regclass(format('killmails_y%s', "y")) IS NOT NULL AND to_regclass(format('killmail_involvements_y%s', "y")) IS NOT NULL THEN
        RETURN;
    END IF;
    LOCK TABLE "killmails" IN SHARE UPDATE EXCLUSIVE MODE;
    FOREACH "parent" IN ARRAY ARRAY['killmails', 'killmail_involvements'] LOOP
        "child" := "parent" || '_y' || "y";
        CONTINUE WHEN to_regclass("child") IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', "child", "parent");
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            "parent", "child", "y" || '-01-01 00:00:00+00', ("y" + 1) || '-01-01 00:00:00+00');
    END LOOP;
END $$;

CREATE SEQUENCE "visibility_log_sequence";
CREATE TABLE "visibility_log" (
    "sequence" BIGINT NOT NULL,
    "killmail_id" INTEGER NOT NULL,
    "killmail_time" TIMESTAMPTZ(0) NOT NULL,
    "grant_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "visibility_log_pkey" PRIMARY KEY ("sequence")
);
CREATE INDEX "visibility_log_killmail_id_sequence_idx" ON "visibility_log"("killmail_id", "sequence");

CREATE TABLE "source_cursors" (
    "source" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "etag" TEXT,
    "last_modified" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "position" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "source_cursors_pkey" PRIMARY KEY ("source", "subject")
);

CREATE TABLE "entities" (
    "id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "learnt_at" TIMESTAMPTZ(3),
    "missing_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "entities_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "entities_kind_check" CHECK ("kind" IN ('character', 'corporation', 'alliance', 'faction'))
);
CREATE INDEX "entities_unlearnt_idx" ON "entities"("kind", "id") WHERE "learnt_at" IS NULL AND "missing_at" IS NULL;

CREATE TABLE "item_types" (
    "id" INTEGER NOT NULL,
    "name" TEXT,
    "learnt_at" TIMESTAMPTZ(3),
    "missing_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "item_types_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "item_types_unlearnt_idx" ON "item_types"("id") WHERE "learnt_at" IS NULL AND "missing_at" IS NULL;

CREATE TABLE "solar_systems" (
    "id" INTEGER NOT NULL,
    "name" TEXT,
    "security" DOUBLE PRECISION,
    "constellation_id" INTEGER,
    "region_id" INTEGER,
    "learnt_at" TIMESTAMPTZ(3),
    "missing_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "solar_systems_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "solar_systems_unlearnt_idx" ON "solar_systems"("id") WHERE "learnt_at" IS NULL AND "missing_at" IS NULL;

CREATE TABLE "constellations" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "region_id" INTEGER NOT NULL,
    CONSTRAINT "constellations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "regions" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "regions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "task" TEXT NOT NULL,
    "version" SMALLINT NOT NULL,
    "payload" JSONB NOT NULL,
    "priority" SMALLINT NOT NULL,
    "key" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "attempt" SMALLINT NOT NULL DEFAULT 0,
    "relayed_at" TIMESTAMPTZ(3),
    "claimed_by" INTEGER,
    "last_error" TEXT,
    "dead_at" TIMESTAMPTZ(3),
    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "outbox_priority_check" CHECK ("priority" BETWEEN 0 AND 3)
);
CREATE UNIQUE INDEX "outbox_waiting_key" ON "outbox"("task", "key") WHERE "key" IS NOT NULL AND "claimed_by" IS NULL AND "dead_at" IS NULL;
CREATE INDEX "outbox_due_idx" ON "outbox"("due_at", "priority") WHERE "relayed_at" IS NULL AND "dead_at" IS NULL;
CREATE INDEX "outbox_relayed_idx" ON "outbox"("task", "relayed_at") WHERE "relayed_at" IS NOT NULL AND "dead_at" IS NULL;
CREATE INDEX "outbox_claimed_idx" ON "outbox"("claimed_by") WHERE "claimed_by" IS NOT NULL;
CREATE INDEX "outbox_dead_idx" ON "outbox"("dead_at") WHERE "dead_at" IS NOT NULL;

CREATE SEQUENCE "worker_process_numbers" AS INTEGER CYCLE;
CREATE TABLE "worker_processes" (
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "tasks" TEXT[],
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "worker_processes_pkey" PRIMARY KEY ("number")
);

CREATE TABLE "esi_spends" (
    "id" BIGSERIAL NOT NULL,
    "group" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "spent_at" TIMESTAMPTZ(3) NOT NULL,
    "tokens" SMALLINT NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "paused_until" TIMESTAMPTZ(3),
    CONSTRAINT "esi_spends_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "esi_spends_group_subject_spent_at_idx" ON "esi_spends"("group", "subject", "spent_at");
CREATE INDEX "esi_spends_paused_idx" ON "esi_spends"("group", "subject", "paused_until") WHERE "paused_until" IS NOT NULL;
