import { afterEach, beforeEach, expect, it } from "vitest";
import { createPilotSite, type PilotSite } from "./test-support/pilot-site.ts";

const minuteMs = 60_000;
let site: PilotSite;

beforeEach(async () => {
  site = await createPilotSite();
});
afterEach(() => site.close());

const compare = () => site.sync.compareList(site.pilot);
const lose = (table: string, killmailId: number | undefined) =>
  site.database.pool.query(`DELETE FROM ${table} WHERE killmail_id = $1`, [
    killmailId,
  ]);

it("finds what ESI lists and the ledger lost, and brings it back by the normal path", async () => {
  await site.runPilot();
  const listed = site.listed();
  expect(await compare()).toMatchObject({
    kind: "compared",
    listed: listed.length,
    missing: [],
    fresh: [],
  });
  const [first, second] = listed;
  await lose("killmail_references", first?.killmail_id);
  await lose("observations", first?.killmail_id);
  await lose("observations", second?.killmail_id);
  const found = await compare();
  if (found.kind !== "compared") throw new Error(found.reason);
  expect(found.missing.map(({ killmailId }) => killmailId)).toEqual([
    first?.killmail_id,
    second?.killmail_id,
  ]);
  await found.heal();
  expect(await site.ledger()).toEqual(listed);
  expect(await compare()).toMatchObject({ missing: [] });
  expect(site.requests()).toEqual(["1 200 2", "1 200 2", "1 200 2", "1 200 2"]);
});

it("counts what the ledger can not hold as kept once its reason is", async () => {
  const odd = [
    { killmail_id: 3_000_000_000, killmail_hash: "C".repeat(40) },
    { killmail_id: "x" },
  ];
  site.meddle((_request, answer) =>
    Response.json([...odd, ...site.listed()], {
      headers: { etag: answer.headers.get("etag") ?? "" },
    }),
  );
  await site.runPilot();
  expect(await compare()).toMatchObject({ missing: [] });
  await lose("refused_references", 3_000_000_000);
  const found = await compare();
  if (found.kind !== "compared") throw new Error(found.reason);
  expect(found.missing).toMatchObject([{ killmailId: 3_000_000_000 }]);
  await found.heal();
  expect(await compare()).toMatchObject({ missing: [] });
});

it("tells what the next check brings from what is lost", async () => {
  await site.runPilot();
  const { id } = await site.simulator.addKillmail({
    victim: { character_id: site.pilot },
  });
  site.clock.advance(6 * minuteMs);
  expect(await compare()).toMatchObject({
    missing: [],
    fresh: [{ killmailId: id }],
  });
});

it("proves nothing while ESI is away, and has nothing to prove once the authorisation has ended", async () => {
  await site.runPilot();
  await site.fault({ status: 503 });
  expect(await compare()).toMatchObject({
    kind: "not compared",
    isProven: false,
  });
  await site.control(`/characters/${site.pilot}`, { revokeGrants: true });
  site.clock.advance(25 * minuteMs);
  expect(await compare()).toMatchObject({
    kind: "not compared",
    isProven: true,
  });
});
