ALTER TABLE "esi_spends" ADD COLUMN "flight" BIGINT;

CREATE TABLE "esi_hosts" (
    "host" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "failing_since" TIMESTAMPTZ(3) NOT NULL,
    "down_since" TIMESTAMPTZ(3),
    "probe_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    CONSTRAINT "esi_hosts_pkey" PRIMARY KEY ("host")
);

-- A place in a bucket, in one statement and one round trip: the public buckets are shared by every worker, and whoever waits
-- for the bucket's lock waits for the other's commit. Either "spend_id", or "refusal":
--   down     the host is away; "retry_at" is when somebody looks again
--   probe    the host is away and the caller is the one to look
--   paused   ESI told us to stop until "retry_at"
--   flying   somebody is asking for the same right now
--   awaited  answers on their way will probably give enough back
--   used     nothing is left until "retry_at"
CREATE FUNCTION "esi_reserve"(
    "p_host" TEXT, "p_group" TEXT, "p_subject" TEXT, "p_flight" BIGINT, "p_is_probe" BOOLEAN, "p_now" TIMESTAMPTZ,
    -- Of the bucket's limit: its window, what the caller may use of its tokens, what a call can cost and usually does.
    "p_window_ms" INTEGER, "p_tokens" INTEGER, "p_dearest" INTEGER, "p_usual" INTEGER,
    -- How long after reserving ESI can count the call.
    "p_hold_ms" INTEGER,
    -- Tokens promised to others who wait, and how far behind the first return of tokens anybody is sent away.
    "p_ahead" INTEGER, "p_spread_ms" INTEGER,
    OUT "spend_id" BIGINT, OUT "refusal" TEXT, OUT "retry_at" TIMESTAMPTZ
) LANGUAGE plpgsql AS $$
DECLARE
    ms CONSTANT INTERVAL := INTERVAL '1 millisecond';
    since CONSTANT TIMESTAMPTZ := p_now - p_window_ms * ms;
    used INTEGER;
    awaited INTEGER;
    is_flying BOOLEAN;
    missing INTEGER;
    rounds INTEGER;
    first_at TIMESTAMPTZ;
    own_at TIMESTAMPTZ;
BEGIN
    IF NOT p_is_probe THEN
        SELECT h.probe_at INTO retry_at FROM esi_hosts h WHERE h.host = p_host AND h.down_since IS NOT NULL;
        IF FOUND AND retry_at <= p_now THEN
            -- Who looks pushes the moment on for the others; should it die, the next one looks after that.
            UPDATE esi_hosts h SET probe_at = p_now + p_hold_ms * ms
             WHERE h.host = p_host AND h.down_since IS NOT NULL AND h.probe_at <= p_now;
            IF FOUND THEN
                refusal := 'probe';
                RETURN;
            END IF;
            SELECT h.probe_at INTO retry_at FROM esi_hosts h WHERE h.host = p_host AND h.down_since IS NOT NULL;
        END IF;
        IF FOUND THEN
            refusal := 'down';
            RETURN;
        END IF;
    END IF;

    -- The statements after this one see what was committed by those it waited for.
    PERFORM pg_advisory_xact_lock(hashtextextended('esi ' || p_group || ' ' || p_subject, 0));

    SELECT max(s.paused_until) INTO retry_at FROM esi_spends s
     WHERE s.paused_until > p_now
       AND (s."group", s.subject) IN ((p_group, p_subject), ('error-limit', 'address'));
    IF retry_at IS NOT NULL THEN
        refusal := 'paused';
        RETURN;
    END IF;

    SELECT coalesce(sum(s.tokens), 0),
           coalesce(sum(s.tokens - p_usual) FILTER (WHERE s.settled_at IS NULL AND s.spent_at > p_now), 0),
           coalesce(bool_or(s.flight = p_flight AND s.settled_at IS NULL AND s.spent_at > p_now), FALSE)
      INTO used, awaited, is_flying
      FROM esi_spends s
     WHERE s."group" = p_group AND s.subject = p_subject AND s.spent_at > since;
    IF is_flying THEN
        refusal := 'flying';
        RETURN;
    END IF;

    missing := p_dearest - (p_tokens - used);
    IF missing <= 0 THEN
        INSERT INTO esi_spends ("group", subject, spent_at, tokens, flight)
        VALUES (p_group, p_subject, p_now + p_hold_ms * ms, p_dearest, p_flight)
        RETURNING id INTO spend_id;
        RETURN;
    END IF;
    IF missing + p_ahead <= awaited THEN
        refusal := 'awaited';
        RETURN;
    END IF;

    -- More than is out comes back in later rounds of the window.
    refusal := 'used';
    rounds := (missing + p_ahead - 1) / used;
    SELECT min(f.spent_at) FILTER (WHERE f.freed >= missing),
           min(f.spent_at) FILTER (WHERE f.freed >= missing + p_ahead - rounds * used)
      INTO first_at, own_at
      FROM (SELECT s.spent_at, sum(s.tokens) OVER (ORDER BY s.spent_at, s.id) AS freed
              FROM esi_spends s
             WHERE s."group" = p_group AND s.subject = p_subject AND s.spent_at > since) AS f;
    retry_at := least(own_at + (rounds + 1) * p_window_ms * ms, first_at + (p_window_ms + p_spread_ms) * ms);
END $$;

-- What became of a call. Returns when somebody looks at the host again, if it is away.
CREATE FUNCTION "esi_settle"(
    "p_id" BIGINT, "p_host" TEXT, "p_group" TEXT, "p_subject" TEXT, "p_is_probe" BOOLEAN, "p_now" TIMESTAMPTZ, "p_window_ms" INTEGER,
    -- Null: nobody knows, so it stays at its dearest.
    "p_cost" INTEGER,
    -- What ESI says has been spent, and when to book what we did not know of; null when it does not say.
    "p_known_used" INTEGER, "p_known_at" TIMESTAMPTZ,
    -- ESI tells this bucket to stop.
    "p_pause_group" TEXT, "p_pause_subject" TEXT, "p_pause_until" TIMESTAMPTZ,
    -- Whether the host works; null when this says nothing of it.
    "p_is_well" BOOLEAN, "p_reason" TEXT,
    -- As many failures within that time, none well between them, are evidence.
    "p_burst" INTEGER, "p_burst_ms" INTEGER,
    -- Between two looks: as long as it has been away, within these.
    "p_probe_least_ms" INTEGER, "p_probe_most_ms" INTEGER
) RETURNS TIMESTAMPTZ LANGUAGE plpgsql AS $$
DECLARE
    ms CONSTANT INTERVAL := INTERVAL '1 millisecond';
    since CONSTANT TIMESTAMPTZ := p_now - p_window_ms * ms;
    used INTEGER;
    look_at TIMESTAMPTZ;
BEGIN
    IF p_cost IS NULL THEN
        UPDATE esi_spends SET flight = NULL WHERE id = p_id AND settled_at IS NULL;
    ELSIF p_cost = 0 THEN
        DELETE FROM esi_spends WHERE id = p_id AND settled_at IS NULL;
    ELSE
        UPDATE esi_spends SET tokens = p_cost, spent_at = p_now, settled_at = p_now, flight = NULL
         WHERE id = p_id AND settled_at IS NULL;
    END IF;

    IF p_pause_until IS NOT NULL THEN
        INSERT INTO esi_spends ("group", subject, spent_at, tokens, settled_at, paused_until)
        VALUES (p_pause_group, p_pause_subject, p_now, 0, p_now, p_pause_until);
    ELSIF p_is_well IS NOT FALSE AND NOT p_is_probe THEN
        -- Nobody waits for the disk: should PostgreSQL crash now, the call counts at its dearest.
        PERFORM set_config('synchronous_commit', 'off', TRUE);
    END IF;

    IF p_known_used IS NOT NULL THEN
        SELECT coalesce(sum(s.tokens), 0) INTO used FROM esi_spends s
         WHERE s."group" = p_group AND s.subject = p_subject AND s.spent_at > since;
        -- Rare, so that only then anybody waits; once more, since two answers can bring the same news.
        IF p_known_used > used THEN
            PERFORM pg_advisory_xact_lock(hashtextextended('esi ' || p_group || ' ' || p_subject, 0));
            SELECT coalesce(sum(s.tokens), 0) INTO used FROM esi_spends s
             WHERE s."group" = p_group AND s.subject = p_subject AND s.spent_at > since;
            IF p_known_used > used THEN
                INSERT INTO esi_spends ("group", subject, spent_at, tokens, settled_at)
                VALUES (p_group, p_subject, p_known_at, p_known_used - used, p_now);
            END IF;
        END IF;
    END IF;

    IF p_is_well IS NULL THEN
        NULL;
    ELSIF p_is_well THEN
        -- While it is away some answers still come from caches: only a look ends that.
        DELETE FROM esi_hosts WHERE host = p_host AND (p_is_probe OR down_since IS NULL);
    ELSIF p_is_probe THEN
        UPDATE esi_hosts SET reason = p_reason,
               probe_at = p_now + greatest(p_probe_least_ms * ms, least(p_probe_most_ms * ms, p_now - down_since))
         WHERE host = p_host AND down_since IS NOT NULL;
    ELSE
        INSERT INTO esi_hosts AS h (host, failures, failing_since, down_since, probe_at, reason)
        VALUES (p_host, 1, p_now, CASE WHEN p_burst <= 1 THEN p_now END, CASE WHEN p_burst <= 1 THEN p_now END, p_reason)
        ON CONFLICT (host) DO UPDATE
           SET failures = CASE WHEN h.failing_since > p_now - p_burst_ms * ms THEN h.failures + 1 ELSE 1 END,
               failing_since = CASE WHEN h.failing_since > p_now - p_burst_ms * ms THEN h.failing_since ELSE p_now END,
               down_since = CASE WHEN p_burst <= 1 OR (h.failing_since > p_now - p_burst_ms * ms AND h.failures + 1 >= p_burst) THEN p_now END,
               probe_at = CASE WHEN p_burst <= 1 OR (h.failing_since > p_now - p_burst_ms * ms AND h.failures + 1 >= p_burst) THEN p_now END,
               reason = p_reason
         WHERE h.down_since IS NULL;
    END IF;
    SELECT h.probe_at INTO look_at FROM esi_hosts h WHERE h.host = p_host AND h.down_since IS NOT NULL;
    RETURN look_at;
END $$;
