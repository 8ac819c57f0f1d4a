-- Which public source's body a mail has until ESI has been asked; null: ESI's own. The first body of a mail is kept until ESI gives another.
ALTER TABLE "killmails" ADD COLUMN "body_source" TEXT;
-- True: stored without an entry in the visibility log, being old, from an archive and awaited by nobody. Null costs no space.
ALTER TABLE "killmails" ADD COLUMN "is_history" BOOLEAN;

-- Sources that brought another body than the one that is here, under the same hash. ESI decides.
CREATE TABLE "disputed_bodies" (
    "killmail_id" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "source" TEXT NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "verdict" TEXT,
    CONSTRAINT "disputed_bodies_pkey" PRIMARY KEY ("killmail_id", "hash", "source"),
    CONSTRAINT "disputed_bodies_verdict_check" CHECK ("verdict" IN ('kept', 'replaced', 'refused')),
    CONSTRAINT "disputed_bodies_settled_check" CHECK (("settled_at" IS NULL) = ("verdict" IS NULL))
);
CREATE INDEX "disputed_bodies_unsettled_idx" ON "disputed_bodies"("killmail_id") WHERE "settled_at" IS NULL;

-- An entry with a revision opens nothing: it says that the mail has changed.
ALTER TABLE "visibility_log" ADD COLUMN "revision" INTEGER;
