-- What is here of each day, compared with what public sources say there is.
CREATE TABLE "completeness_days" (
    "day" DATE NOT NULL,
    "zkillboard" INTEGER,
    "everef" INTEGER,
    "have" INTEGER NOT NULL,
    "missing" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "expired" INTEGER NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "message" TEXT,
    CONSTRAINT "completeness_days_pkey" PRIMARY KEY ("day")
);

-- When the nightly comparison began last: one row.
CREATE TABLE "completeness_runs" (
    "id" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "completeness_runs_pkey" PRIMARY KEY ("id")
);
