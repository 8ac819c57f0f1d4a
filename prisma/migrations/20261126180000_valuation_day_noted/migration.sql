ALTER TABLE "valuation_days" ADD COLUMN "noted_at" TIMESTAMPTZ(3);
UPDATE "valuation_days" SET "noted_at" = "due_at";
ALTER TABLE "valuation_days" ALTER COLUMN "noted_at" SET NOT NULL;
