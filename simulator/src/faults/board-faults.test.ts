import { expect, test } from "vitest";
import type { Simulator } from "../simulator.ts";
import { control, pilot, testSimulator } from "../testing/test-simulator.ts";
import { killmailHash } from "../world/killmail-hash.ts";
import type { Killmail } from "../world/killmail.ts";

interface FeedDocument {
  killmail_id: number;
  sequence_id: number;
  hash: string;
  esi: Killmail;
}

const get = (simulator: Simulator, path: string): Promise<Response> =>
  fetch(`${simulator.url}${path}`, { headers: { "user-agent": "tests" } });

async function newestFile(simulator: Simulator, ahead = 0): Promise<Response> {
  const { newest } = simulator.feed.state();
  const sequence = (newest?.sequence ?? 0) + ahead;
  return get(simulator, `/r2z2/ephemeral/${sequence}.json`);
}

test("a forged body does not fit its hash, or only not what ESI says", async () => {
  const simulator = await testSimulator();
  const { id, hash } = await simulator.addKillmail();
  simulator.faults.add([
    { service: "r2z2", forge: "hash" },
    { service: "r2z2", forge: "body" },
  ]);
  const wrong = (await (await newestFile(simulator)).json()) as FeedDocument;
  expect(wrong.hash).toBe(hash);
  expect(killmailHash(wrong.esi)).not.toBe(hash);
  const changed = (await (await newestFile(simulator)).json()) as FeedDocument;
  expect(killmailHash(changed.esi)).toBe(hash);
  const truth = (await (
    await get(simulator, `/esi/killmails/${id}/${hash}`)
  ).json()) as Killmail;
  expect(changed.esi.victim.damage_taken).toBe(truth.victim.damage_taken + 1);
  const right = (await (await newestFile(simulator)).json()) as FeedDocument;
  expect(right.esi).toEqual(truth);
});

test("forged bodies come from lists and day files as well, one each", async () => {
  const simulator = await testSimulator();
  for (const path of [
    `/zkillboard/api/characterID/${pilot}/`,
    "/r2z2/history/raw/20261120.json",
  ]) {
    const right = (await (await get(simulator, path)).json()) as object;
    simulator.faults.add({ path, forge: "hash" });
    const forged = (await (await get(simulator, path)).json()) as object;
    const differing = Object.entries(forged).filter(
      ([key, mail]) =>
        JSON.stringify(mail) !==
        JSON.stringify(right[key as keyof typeof right]),
    );
    expect(differing).toHaveLength(1);
  }
});

test("a feed can repeat for ever", async () => {
  const simulator = await testSimulator();
  const { id } = await simulator.addKillmail();
  simulator.faults.add({ service: "r2z2", repeat: true, durationMs: 60_000 });
  for (let ahead = 1; ahead < 10; ahead++) {
    const document = (await (
      await newestFile(simulator, ahead)
    ).json()) as FeedDocument;
    expect(document.killmail_id).toBe(id);
    expect(document.sequence_id).toBe(
      (simulator.feed.state().newest?.sequence ?? 0) + ahead,
    );
  }
  simulator.clock.advance(60_000);
  expect((await newestFile(simulator, 1)).status).toBe(404);
});

test("an answer can be as long as memory is wide, and still be JSON", async () => {
  const simulator = await testSimulator();
  const { id } = await simulator.addKillmail();
  simulator.faults.add({ service: "r2z2", fillTo: 20_000_000 });
  const answer = await newestFile(simulator);
  const text = await answer.text();
  expect(text.length).toBe(20_000_000);
  expect((JSON.parse(text) as FeedDocument).killmail_id).toBe(id);
});

test("public services tell another hash where tests say so", async () => {
  const simulator = await testSimulator();
  const { id, hash } = await simulator.addKillmail();
  const listed = "a".repeat(40);
  simulator.rehash(id, { listed });
  expect(await (await newestFile(simulator)).json()).toMatchObject({
    hash: listed,
    zkb: { hash: listed },
  });
  expect((await get(simulator, `/esi/killmails/${id}/${hash}`)).status).toBe(
    200,
  );
});

test("mails can lack position, items and a final blow, and have ids beyond 32 bits", async () => {
  const simulator = await testSimulator();
  const made = await control(simulator, "/killmails", {
    killmail_id: 4_000_000_000,
    victim: { position: null, items: null },
    attackers: [{ character_id: pilot, final_blow: false }],
  });
  const { id, hash } = (await made.json()) as { id: number; hash: string };
  expect(id).toBe(4_000_000_000);
  const { esi } = (await (await newestFile(simulator)).json()) as FeedDocument;
  expect(esi.victim).not.toHaveProperty("position");
  expect(esi.victim).not.toHaveProperty("items");
  expect(esi.attackers[0]?.final_blow).toBe(false);
  expect(killmailHash(esi)).toBe(hash);
  const next = await simulator.addKillmail();
  expect(next.id).toBeLessThan(2 ** 31);
});
