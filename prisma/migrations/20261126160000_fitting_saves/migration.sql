-- Wishes to save a fit in the game, kept for a week so that none is carried out twice.
CREATE TABLE "fitting_saves" (
    "grant_id" BIGINT NOT NULL,
    "request_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "fitting_id" BIGINT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "fitting_saves_pkey" PRIMARY KEY ("grant_id", "request_id"),
    CONSTRAINT "fitting_saves_grant_id_fkey" FOREIGN KEY ("grant_id")
      REFERENCES "grants"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
