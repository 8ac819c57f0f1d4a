import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventKillmail } from "../features/killmails/test-support/invent-killmail.ts";
import {
  startApiSite,
  type ApiSite,
  type Pilot,
} from "./test-support/api-site.ts";
import { ask, codes } from "./test-support/ask.ts";

let site: ApiSite;
let alice: Pilot;

const publicMail = 3001;

beforeAll(async () => {
  site = await startApiSite();
  alice = await site.pilot(2110000001);
  const mails = Array.from({ length: 7 }, (_, index) => 1001 + index);
  await site.show(alice.grantId, ...mails.map((id) => inventKillmail(id)));
  await site.show(null, inventKillmail(publicMail));
});
afterAll(() => site.close());

describe("a page of killmails", () => {
  const everything = `query ($first: Int) { killmails(first: $first) { edges { node {
    id system { name security spaceKind wormholeClass constellation { name } region { name } }
    nearestCelestial { name typeId distanceMeters }
    victim { damageTaken ship { name group { name } category { name } } character { name } corporation { name } alliance { name } factionName }
    finalBlow { character { name } }
    attackers(first: 5) { edges { node { ship { name } weapon { name } character { name portraitUrl(size: 32) } } } }
    itemGroups { section title items { flagName isBlueprintCopy quantityDropped quantityDestroyed type { name iconUrl } items { flag } } }
  } } } }`;

  it("takes no more statements for seven mails than for one", async () => {
    const count = async (first: number): Promise<number> => {
      site.countStatements();
      const answer = await ask(site.url, everything, {
        variables: { first },
        cookie: alice.cookie,
      });
      expect(answer.errors).toBeUndefined();
      return site.countStatements();
    };
    // Session, page, entities, types, systems, celestials. A loader sends a second one when a name is asked for a moment later: the calmest of a few.
    for (const first of [1, 7]) {
      const counts: number[] = [];
      for (let round = 0; round < 5; round++) counts.push(await count(first));
      expect(Math.min(...counts), `${first} mails`).toBeLessThanOrEqual(9);
    }
  });

  it("tells what ESI told", async () => {
    const query = `query ($id: ID!) { killmail(id: $id) {
      id hash time revision isPublic publicSource warId attackerCount esi
      victim { damageTaken factionId ship { id renderUrl } character { portraitUrl(size: 256) } }
      finalBlow { damageDone isFinalBlow securityStatus }
      attackers { edges { cursor } pageInfo { hasNextPage } }
      items { flag flagName quantityDropped quantityDestroyed type { id iconUrl } }
      itemGroups { section title }
    } }`;
    const answer = await ask(site.url, query, {
      variables: { id: String(publicMail) },
    });
    const esi = inventKillmail(publicMail);
    expect(answer.data?.["killmail"]).toMatchObject({
      id: String(publicMail),
      time: esi.killmail_time,
      revision: 1,
      isPublic: true,
      publicSource: "zkillboard",
      warId: null,
      attackerCount: esi.attackers.length,
      esi,
      victim: {
        damageTaken: "500",
        factionId: null,
        ship: {
          id: "587",
          renderUrl: "http://images.test/types/587/render?size=256",
        },
        character: {
          portraitUrl:
            "http://images.test/characters/2110000001/portrait?size=256",
        },
      },
      finalBlow: {
        damageDone: "500",
        isFinalBlow: true,
        securityStatus: -1.5,
      },
      items: [
        {
          flag: 11,
          flagName: "Low slot 1",
          quantityDropped: "1",
          quantityDestroyed: "0",
        },
      ],
      itemGroups: [{ section: "LOW_SLOTS", title: "Low slots" }],
    });
  });

  it("refuses a picture size that the image service does not have", async () => {
    const answer = await ask(
      site.url,
      `{ killmails { edges { node { victim { ship { iconUrl(size: 65) } } } } } }`,
    );
    expect(codes(answer)).toContain("BAD_USER_INPUT");
  });
});

describe("operators", () => {
  it("ask for the worker status in the words they always used", async () => {
    const answer = await ask(
      site.url,
      "query { workerStatus { queueName messageCount consumerCount } }",
    );
    const rows = answer.data?.["workerStatus"] as { queueName: string }[];
    expect(rows.map(({ queueName }) => queueName)).toEqual(
      site.app.implementations.map(({ contract }) => contract.name),
    );
    expect(rows[0]).toEqual({
      queueName: "sync-character-killmails",
      messageCount: 0,
      consumerCount: 0,
    });
  });

  it("can not ask for it hundreds of times in one operation", async () => {
    const many = Array.from(
      { length: 600 },
      (_, index) => `w${index}: workerStatus { queueName }`,
    );
    const answer = await ask(site.url, `{ ${many.join(" ")} }`);
    expect(codes(answer)).toEqual(["OPERATION_TOO_LARGE"]);
  });

  it("find each part named in /ready", async () => {
    const health = await fetch(`${site.url}/health`);
    expect(health.status).toBe(200);
    const ready = await fetch(`${site.url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      {
        status: "ok",
        checks: { database: "ok", queue: "ok", pubsub: "ok" },
      },
    ]);
  });
});
