ALTER TABLE "valuation_progress" ADD COLUMN "has_static_data" BOOLEAN NOT NULL DEFAULT false;
