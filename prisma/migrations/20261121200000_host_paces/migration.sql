-- When the next request to a host may go out, whichever process makes it.
CREATE TABLE "host_paces" (
    "host" TEXT NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,
    "promised_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    CONSTRAINT "host_paces_pkey" PRIMARY KEY ("host")
);
