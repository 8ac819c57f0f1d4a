-- Where a character is, is kept once ("corporation_members"); here only when to ask again.
ALTER TABLE "character_syncs"
    DROP COLUMN "corporation_id",
    DROP COLUMN "character_checked_at",
    ADD COLUMN "look_at" TIMESTAMPTZ(3);
UPDATE "character_syncs" SET "look_at" = "updated_at";
CREATE INDEX "character_syncs_look_at_idx" ON "character_syncs"("look_at");
