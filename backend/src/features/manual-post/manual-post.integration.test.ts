import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Simulator, startSimulator } from "@killreport/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { workOff } from "../../../../tests/support/work-off.ts";
import { type ApiSite, startApiSite } from "../../api/test-support/api-site.ts";
import { ask, codes } from "../../api/test-support/ask.ts";
import { listenBySocket } from "../../api/test-support/listen-by-socket.ts";
import type { EsiKillmail } from "../killmails/index.ts";

let simulator: Simulator;
let zkillboard: Server;
/** What zKillboard answers, by killmail id. */
let listed: Map<string, unknown>;
let site: ApiSite;

beforeEach(async () => {
  simulator = await startSimulator({ port: 0, liveKillsEveryMs: 0 });
  listed = new Map();
  zkillboard = createServer((request, response) => {
    const [, id = ""] = /killID\/(\d+)\/$/.exec(request.url ?? "") ?? [];
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(listed.get(id) ?? []));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => zkillboard.once("listening", resolve));
  const { port } = zkillboard.address() as AddressInfo;
  site = await startApiSite({
    env: {
      ESI_URL: simulator.services.esi,
      ZKILLBOARD_URL: `http://127.0.0.1:${port}`,
    },
    api: {
      requestLimits: { posts: { account: 8, visitor: 6, allVisitors: 100 } },
    },
  });
});
afterEach(async () => {
  await site.close();
  await simulator.stop();
  zkillboard.close();
});

const mutation = `mutation ($link: String!) {
  postKillmail(link: $link) { id hash isPublic revision time attackerCount victim { damageTaken } esi publicSource
    value { total revision } points labels { name } zkillboard { totalValue } items { unitPrice } }
}`;

async function post(link: string, cookie?: string) {
  const answer = await ask(site.url, mutation, {
    variables: { link },
    ...(cookie !== undefined && { cookie }),
  });
  const { message } = answer.errors?.[0] ?? {};
  return {
    mail: answer.data?.["postKillmail"] as { id: string } | undefined,
    codes: codes(answer),
    message,
  };
}

const linkTo = ({ id, hash }: { id: number; hash: string }) =>
  `https://esi.evetech.net/latest/killmails/${id}/${hash}/?datasource=tranquility`;

async function bodyOf({ id, hash }: { id: number; hash: string }) {
  const answer = await fetch(
    `${simulator.services.esi}/killmails/${id}/${hash}`,
  );
  simulator.forgetRequests();
  return (await answer.json()) as EsiKillmail;
}

const bodiesAsked = () =>
  simulator.requests().filter(({ path }) => /\/killmails\/\d+/.test(path))
    .length;

const wrong = "0".repeat(40);

describe("a posted killmail", () => {
  it("is public from then on, to anybody, live and once; posting it again changes nothing and asks nobody", async () => {
    const reference = await simulator.addKillmail();
    const live = await listenBySocket(
      site.url,
      "subscription { killmailAdded { killmail { id } } }",
    );
    const first = await post(linkTo(reference));
    expect(first.mail).toMatchObject({
      id: String(reference.id),
      hash: reference.hash,
      isPublic: true,
      revision: 1,
    });
    expect(await post(`${reference.id}/${reference.hash}`)).toEqual(first);
    expect(bodiesAsked()).toBe(1);
    await live.received(1);
    const other = await simulator.addKillmail();
    await post(linkTo(other));
    expect(await live.received(2)).toEqual([
      { killmailAdded: { killmail: { id: String(reference.id) } } },
      { killmailAdded: { killmail: { id: String(other.id) } } },
    ]);
    await live.stop();
  });

  it("by several at once is one mail, and all of them get it", async () => {
    const reference = await simulator.addKillmail();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => post(linkTo(reference))),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.codes).toEqual([]);
    expect(await site.app.database.prisma.killmail.count()).toBe(1);
  });

  it("by a link to zKillboard is asked of ESI with zKillboard's hash", async () => {
    const reference = await simulator.addKillmail();
    const zkb = { hash: reference.hash };
    listed.set(String(reference.id), [{ killmail_id: reference.id, zkb }]);
    const link = `https://zkillboard.com/kill/${reference.id}/`;
    expect((await post(link)).mail).toMatchObject({ isPublic: true });
    expect((await post(link)).mail).toMatchObject({ id: String(reference.id) });
    expect(bodiesAsked()).toBe(1);
  });

  it("waits for what can be had in a moment", async () => {
    const references = [1, 2, 3].map(() => simulator.addKillmail());
    for (const { id, hash } of await Promise.all(references))
      listed.set(String(id), [{ killmail_id: id, zkb: { hash } }]);
    // zKillboard is asked once a second.
    const answers = await Promise.all(
      [...listed.keys()].map((id) =>
        post(`https://zkillboard.com/kill/${id}/`),
      ),
    );
    expect(answers.flatMap((one) => one.codes)).toEqual([]);
  });

  it("is kept although ESI refused it once before", async () => {
    const reference = await simulator.addKillmail();
    simulator.faults.add({ path: "/killmails", status: 422 });
    expect((await post(linkTo(reference))).codes).toEqual(["KILLMAIL_HASH"]);
    expect((await post(linkTo(reference))).codes).toEqual([]);
  });
});

describe("what can not be posted says what to change, and nothing is kept", () => {
  afterEach(async () => {
    const { prisma } = site.app.database;
    expect(await prisma.killmailReference.count()).toBe(0);
    expect(await prisma.outbox.count()).toBe(0);
  });

  it("no link", async () => {
    expect(await post("my kill")).toMatchObject({
      codes: ["KILLMAIL_LINK"],
      message: expect.stringContaining("External Kill Link") as string,
    });
    expect(bodiesAsked()).toBe(0);
  });

  it("another hash, or no such mail", async () => {
    const { id } = await simulator.addKillmail();
    for (const killmailId of [id, id + 1_000])
      expect(await post(`${killmailId}/${wrong}`)).toMatchObject({
        codes: ["KILLMAIL_HASH"],
        message: expect.stringContaining("Copy the whole link") as string,
      });
  });

  it.each([
    ["nothing", []],
    ["no hash", [{ killmail_id: 77, zkb: { hash: "../../wars" } }]],
  ])("a mail of which zKillboard shows %s", async (_, answer) => {
    listed.set("77", answer);
    expect(await post("https://zkillboard.com/kill/77/")).toMatchObject({
      codes: ["KILLMAIL_UNKNOWN"],
      message: expect.stringContaining("External Kill Link") as string,
    });
    expect(simulator.requests()).toEqual([]);
  });

  it("while ESI is away", async () => {
    const reference = await simulator.addKillmail();
    simulator.faults.add({ path: "/killmails", status: 503 });
    expect(await post(linkTo(reference))).toMatchObject({
      codes: ["UNAVAILABLE"],
      message: expect.stringMatching(/try again at .* UTC/) as string,
    });
  });

  it("while zKillboard is away, which is no reason not to post ESI's link", async () => {
    await new Promise((resolve) => zkillboard.close(resolve));
    expect(await post("https://zkillboard.com/kill/77/")).toMatchObject({
      codes: ["UNAVAILABLE"],
      message: expect.stringContaining("External Kill Link") as string,
    });
  });
});

describe("a mail that is here, but private to somebody else", () => {
  /** Two mails that differ in their id only: one that a pilot's list showed, one that nobody here has. */
  async function twins() {
    const { database, clock, implementations } = site.app;
    const same = {
      killmail_time: simulator.clock.now().toISOString(),
      victim: { character_id: 2129000001, ship_type_id: 587 },
    };
    const hidden = await simulator.addKillmail(same);
    const unknown = await simulator.addKillmail(same);
    const owner = await site.pilot(2110000001);
    await site.show(owner.grantId, await bodyOf(hidden));
    // It has been here for a while.
    await workOff(database, clock, implementations, ["value-killmails"]);
    return { hidden, unknown, owner };
  }

  it("is answered like an unknown one, and asked of ESI like it", async () => {
    const { hidden, unknown } = await twins();
    const plain = async (reference: { id: number; hash: string }) => {
      simulator.forgetRequests();
      const answers = [
        await post(`${reference.id}/${wrong}`),
        await post(`https://zkillboard.com/kill/${reference.id}/`),
        await post(linkTo(reference)),
      ];
      const asked = simulator
        .requests()
        .map(({ path, status }) => `${path} ${status}`);
      return JSON.stringify([answers, asked])
        .replaceAll(String(reference.id), "the id")
        .replaceAll(reference.hash, "the hash");
    };
    const [ofHidden, ofUnknown] = [await plain(hidden), await plain(unknown)];
    // Bodies of the twins are told apart by who shot.
    const withoutAttackers = (text: string) =>
      text.replaceAll(/"attackers":\[.*?\]/g, "");
    expect(withoutAttackers(ofHidden)).toBe(withoutAttackers(ofUnknown));
    expect(ofHidden).toContain('"isPublic":true');
    expect(ofHidden).toContain('"revision":1');
  });

  it("becomes public by it, once, also to its owner", async () => {
    const { hidden, owner } = await twins();
    const live = await listenBySocket(
      site.url,
      "subscription { killmailAdded { killmail { id } } }",
      { cookie: owner.cookie },
    );
    expect((await post(linkTo(hidden))).codes).toEqual([]);
    expect((await post(linkTo(hidden), owner.cookie)).codes).toEqual([]);
    const other = await simulator.addKillmail();
    await post(linkTo(other));
    const ids = (await live.received(1)).map(
      (event) => JSON.stringify(event).match(/\d+/)?.[0],
    );
    // Its owner saw it before.
    expect(ids).toEqual([String(other.id)]);
    await live.stop();
    expect(
      await site.app.database.prisma.killmailReference.findFirst({
        where: { killmailId: hidden.id },
      }),
    ).toMatchObject({ publicSource: "post", state: "stored" });
  });
});

describe("who posts too many", () => {
  it("is told to wait: a visitor earlier than a pilot, and what is no link does not count", async () => {
    const pilot = await site.pilot(2110000001);
    for (let count = 0; count < 10; count++) await post("no link");
    for (const [most, cookie] of [
      [6, undefined],
      [8, pilot.cookie],
    ] as const) {
      const answers = [];
      for (let count = 0; count <= most; count++)
        answers.push(await post(`${count + 1}/${wrong}`, cookie));
      expect(answers.slice(0, most).flatMap((one) => one.codes)).toEqual(
        Array.from({ length: most }, () => "KILLMAIL_HASH"),
      );
      expect(answers.at(-1)?.codes).toEqual(["RATE_LIMITED"]);
    }
  });
});
