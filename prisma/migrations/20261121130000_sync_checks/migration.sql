-- What each check of a list brought, the last 200 of each subject.
CREATE TABLE "sync_checks" (
    "kind" TEXT NOT NULL,
    "subject_id" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "result" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "found" INTEGER NOT NULL,
    "fresh" INTEGER NOT NULL,
    "tokens" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    CONSTRAINT "sync_checks_pkey" PRIMARY KEY ("kind", "subject_id", "id"),
    CONSTRAINT "sync_checks_kind_check" CHECK ("kind" IN ('character', 'corporation')),
    CONSTRAINT "sync_checks_result_check" CHECK ("result" IN ('nothing-new', 'new', 'late', 'refused'))
);

ALTER TABLE "character_syncs"
    ADD COLUMN "corporation_id" BIGINT,
    ADD COLUMN "moved_at" TIMESTAMPTZ(3),
    ADD COLUMN "character_checked_at" TIMESTAMPTZ(3);
