-- Wars that ESI refuses, and those that could not be read for another reason: the others go before them.
ALTER TABLE "wars" ADD COLUMN "refusal" TEXT;
ALTER TABLE "wars" ADD COLUMN "failed_at" TIMESTAMPTZ(3);
CREATE INDEX "wars_failed_idx" ON "wars"("failed_at") WHERE "failed_at" IS NOT NULL;
