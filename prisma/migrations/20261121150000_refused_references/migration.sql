-- What lists showed and the ledger can not hold: an id beyond int4, a hash that is none, an entry of another shape.
CREATE TABLE "refused_references" (
    "source" TEXT NOT NULL,
    "subject_id" BIGINT NOT NULL,
    "killmail_id" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "refused_references_pkey" PRIMARY KEY ("subject_id", "source", "killmail_id", "hash")
);

-- Orders that have failed: few, unless EVE is away.
CREATE INDEX "outbox_failed_idx" ON "outbox"("task") WHERE "last_error" IS NOT NULL;
