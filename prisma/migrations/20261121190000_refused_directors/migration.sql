-- EVE's refusal is told apart from the pilot's own wish.
ALTER TABLE "corporation_directors" DROP CONSTRAINT "corporation_directors_state_check";
UPDATE "corporation_directors" SET "state" = 'refused'
 WHERE "state" = 'off' AND "message" NOT LIKE 'You switched it off.%';
ALTER TABLE "corporation_directors" ADD CONSTRAINT "corporation_directors_state_check"
    CHECK ("state" IN ('off', 'refused', 'login', 'checking', 'on'));
