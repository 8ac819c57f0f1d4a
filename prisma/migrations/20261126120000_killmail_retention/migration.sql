-- What a retention has done: one row, made when one is switched on first.
CREATE TABLE "killmail_retention" (
    "id" INTEGER NOT NULL,
    -- Mails of before are not kept.
    "kept_from" TIMESTAMPTZ(0),
    -- How far the ledger's references of the year that is just being taken out are marked.
    "marked_year" INTEGER,
    "marked_time" TIMESTAMPTZ(0),
    "marked_id" INTEGER,
    CONSTRAINT "killmail_retention_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "killmail_retention_id_check" CHECK ("id" = 1)
);

-- As before, but for years that are not kept: nothing is stored in them.
CREATE OR REPLACE FUNCTION "ensure_killmail_partitions"("moment" TIMESTAMPTZ) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    "y" INTEGER := extract(year FROM "moment" AT TIME ZONE 'UTC');
    "parent" TEXT;
    "child" TEXT;
BEGIN
    IF to_regclass(format('killmails_y%s', "y")) IS NOT NULL AND to_regclass(format('killmail_involvements_y%s', "y")) IS NOT NULL THEN
        RETURN;
    END IF;
    LOCK TABLE "killmails" IN SHARE UPDATE EXCLUSIVE MODE;
    IF EXISTS (SELECT 1 FROM "killmail_retention" WHERE extract(year FROM "kept_from" AT TIME ZONE 'UTC') > "y") THEN
        RETURN;
    END IF;
    FOREACH "parent" IN ARRAY ARRAY['killmails', 'killmail_involvements'] LOOP
        "child" := "parent" || '_y' || "y";
        CONTINUE WHEN to_regclass("child") IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', "child", "parent");
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            "parent", "child", "y" || '-01-01 00:00:00+00', ("y" + 1) || '-01-01 00:00:00+00');
    END LOOP;
END $$;
