-- What is known of the archives of days: which are here, as complete as their source says.
CREATE TABLE "history_days" (
    "day" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "expected" INTEGER,
    "imported" INTEGER NOT NULL,
    "doubtful" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "etag" TEXT,
    "bytes" BIGINT,
    "state" TEXT NOT NULL,
    "message" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "history_days_pkey" PRIMARY KEY ("day", "source"),
    CONSTRAINT "history_days_state_check" CHECK ("state" IN ('importing', 'imported', 'failed'))
);
