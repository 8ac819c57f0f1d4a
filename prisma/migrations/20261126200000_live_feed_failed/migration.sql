-- An entry that could not be stored is read again like one that could not be read.
ALTER TABLE "live_feed_revisits" DROP CONSTRAINT "live_feed_revisits_reason_check",
    ADD CONSTRAINT "live_feed_revisits_reason_check" CHECK ("reason" IN ('updated', 'gap', 'unreadable', 'failed'));
