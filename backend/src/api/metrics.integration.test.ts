import { afterEach, expect, test } from "vitest";
import { type ApiSite, startApiSite } from "./test-support/api-site.ts";
import { hiddenMails } from "./test-support/leaks/hidden-mails.ts";

const token = "a-token-of-the-metrics";

let site: ApiSite;
afterEach(() => site.close());

async function metricsWith(headers: Record<string, string> = {}) {
  const response = await fetch(`${site.url}/metrics`, { headers });
  return { status: response.status, text: await response.text() };
}

const run = (sql: string) => site.app.database.pool.query(sql);

test("are for this machine's programs and for who shows the token; to others there is no such page", async () => {
  site = await startApiSite({ env: { METRICS_TOKEN: token } });
  expect((await metricsWith()).status).toBe(200);
  const proxied = { "x-forwarded-for": "203.0.113.9" };
  const unknown = await fetch(`${site.url}/metrics/unknown`, {
    headers: proxied,
  });
  const nothing = { status: 404, text: await unknown.text() };
  expect(unknown.status).toBe(404);
  expect(nothing.text).not.toContain("html");

  for (const headers of [
    proxied,
    { "x-forwarded-for": "127.0.0.1" },
    { ...proxied, authorization: `Bearer ${token}x` },
    { ...proxied, authorization: `Bearer ${token.slice(1)}` },
    { ...proxied, authorization: "Bearer " },
    { ...proxied, authorization: `Basic ${token}` },
    { ...proxied, cookie: (await site.pilot(2110000001)).cookie },
  ])
    expect(await metricsWith(headers), JSON.stringify(headers)).toEqual(
      nothing,
    );
  const shown = { ...proxied, authorization: `Bearer ${token}` };
  expect((await metricsWith(shown)).status).toBe(200);
});

test("without METRICS_TOKEN no token opens them", async () => {
  site = await startApiSite();
  for (const authorization of ["Bearer null", "Bearer undefined", "Bearer x"])
    expect(
      await metricsWith({ "x-forwarded-for": "203.0.113.9", authorization }),
    ).toMatchObject({ status: 404 });
});

test("tell what goes on, per group and kind, and nothing of whom or what it is about", async () => {
  site = await startApiSite();
  const { hidden } = hiddenMails(site);
  await hidden.hide();
  await hidden.show();
  await run(`INSERT INTO esi_spends ("group", subject, spent_at, tokens, settled_at, paused_until) VALUES
    ('char-killmail', 'test:2110000001', now(), 7, now(), NULL),
    ('char-killmail', 'test:2110000002', now(), 27, now(), now() + interval '5 minutes'),
    ('char-killmail', 'test:2110000003', now() - interval '20 minutes', 30, now(), NULL),
    ('error-limit', 'address', now(), 3, now(), NULL)`);
  await run(`INSERT INTO esi_hosts (host, failures, failing_since, down_since, probe_at, reason)
    VALUES ('127.0.0.1:9', 3, now(), now() - interval '90 seconds', now(), 'a secret reason')`);
  await run("DELETE FROM outbox");
  await run(`INSERT INTO outbox (task, version, payload, priority, due_at, created_at, relayed_at, claimed_by, last_error, dead_at) VALUES
    ('fetch-killmail', 1, '{}', 1, now() - interval '2 minutes', now(), NULL, NULL, NULL, NULL),
    ('fetch-killmail', 1, '{}', 1, now() + interval '2 minutes', now(), NULL, NULL, NULL, NULL),
    ('fetch-killmail', 1, '{}', 1, now() - interval '1 minute', now(), now(), NULL, NULL, NULL),
    ('fetch-killmail', 1, '{}', 1, now() - interval '9 minutes', now(), now(), 1, NULL, NULL),
    ('fetch-killmail', 1, '{}', 1, now() - interval '9 minutes', now(), now(), NULL, 'a secret error', now())`);
  await site.pilot(2110000001);
  await run(
    `UPDATE character_syncs SET next_sync_at = now() + interval '1 minute'`,
  );
  await run(
    `UPDATE character_syncs SET state = 'late', next_sync_at = now() - interval '6 minutes' WHERE character_id = 2110000001`,
  );
  await run(`INSERT INTO corporation_syncs (corporation_id, state, message, created_at, updated_at)
    VALUES (98000001, 'stopped', 'No director is left.', now(), now())`);
  await run(
    `INSERT INTO live_feed (id, state, message, head, updated_at) VALUES (1, 'backing-off', 'Banned.', 500, now())`,
  );

  const { text } = await metricsWith();
  const of = (name: string) =>
    Number(
      text
        .split("\n")
        .find((line) => line.startsWith(`${name} `))
        ?.slice(name.length),
    );
  const list = '{group="char-killmail",subject="character"}';
  expect(of(`killreport_esi_tokens_limit${list}`)).toBe(30);
  expect(of(`killreport_esi_tokens_used${list}`)).toBe(34);
  expect(of(`killreport_esi_tokens_least_left${list}`)).toBe(3);
  expect(of(`killreport_esi_subjects${list}`)).toBe(2);
  expect(of(`killreport_esi_subjects_paused${list}`)).toBe(1);
  const untouched = '{group="killmail",subject="address"}';
  expect(of(`killreport_esi_tokens_least_left${untouched}`)).toBe(3600);
  const errors = '{group="error-limit",subject="address"}';
  expect(of(`killreport_esi_tokens_least_left${errors}`)).toBe(97);
  const away = of('killreport_esi_host_away_seconds{host="127.0.0.1:9"}');
  expect(Math.round(away / 10)).toBe(9);

  for (const state of ["later", "due", "queued", "running"])
    expect(
      of(`killreport_orders{task="fetch-killmail",state="${state}"}`),
      state,
    ).toBe(1);
  expect(
    Math.round(
      of('killreport_orders_oldest_due_seconds{task="fetch-killmail"}') / 10,
    ),
  ).toBe(12);
  expect(of('killreport_dead_letters{task="fetch-killmail"}')).toBe(1);
  expect(of('killreport_dead_letters{task="list-wars"}')).toBe(0);
  expect(of('killreport_queue_consumers{queue="fetch-killmail"}')).toBe(0);

  expect(of('killreport_character_syncs{state="late"}')).toBe(1);
  expect(of("killreport_character_syncs_due")).toBe(1);
  expect(of("killreport_character_syncs_overdue")).toBe(1);
  expect(
    Math.round(of("killreport_character_syncs_oldest_due_seconds") / 10),
  ).toBe(36);
  expect(of('killreport_corporation_syncs{state="stopped"}')).toBe(1);
  expect(of("killreport_corporation_syncs_due")).toBe(0);

  expect(of('killreport_killmails{source="zkillboard"}')).toBe(1);
  expect(of('killreport_killmails{source="corporation"}')).toBe(1);
  expect(of("killreport_references_pending")).toBe(0);
  expect(of('killreport_live_feed{state="backing-off"}')).toBe(1);
  expect(of('killreport_live_feed{state="live"}')).toBe(0);
  expect(
    of('killreport_database_pool_connections{state="busy"}'),
  ).toBeGreaterThanOrEqual(0);
  for (const source of site.app.metricSources)
    expect(of(`killreport_metrics_unread{source="${source.name}"}`)).toBe(0);

  const { rows: names } = await run("SELECT name FROM linked_characters");
  for (const secret of [
    ...hidden.ids.map((pair) => pair.hidden),
    ...hidden.marks,
    ...names.map(({ name }: { name: string }) => name),
    "2110000001",
    "98000001",
    "secret",
    site.app.config.sessionSecret,
  ])
    expect(text).not.toContain(secret);
});
