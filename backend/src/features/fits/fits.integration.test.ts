import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSiteClient } from "../../../../tests/support/site-client.ts";
import { openFitsSite, type FitsSite } from "./test-support/fits-site.ts";

let fits: FitsSite;
beforeAll(async () => {
  fits = await openFitsSite();
});
afterAll(() => fits.close());

const saveFitting = `mutation ($killmailId: ID!, $characterId: ID!, $name: String!, $requestId: ID!) {
  saveFitting(killmailId: $killmailId, characterId: $characterId, name: $name, requestId: $requestId) {
    fittingId leftOut upgradeUrl
  }
}`;

interface Saved {
  saveFitting: {
    fittingId: string | null;
    leftOut: string[];
    upgradeUrl: string | null;
  };
}

let requests = 0;
const newRequest = () => `request-${++requests}`;

const save = (change: object = {}, client = fits.client) =>
  client.query<Saved>(saveFitting, {
    killmailId: String(fits.lossId),
    characterId: String(fits.pilotId),
    name: "Fast one",
    requestId: newRequest(),
    ...change,
  });

describe("the fit of a killmail", () => {
  it("has slots with charges, holds, and every format", async () => {
    const { killmail } = await fits.client.query<{
      killmail: { fit: Record<string, unknown> };
    }>(
      `query ($id: ID!) { killmail(id: $id) { fit {
        name hull { id }
        slots { section modules { position type { id } charge { type { id } quantity } lost { dropped destroyed } } }
        holds { title stacks { type { id } quantity lost { dropped destroyed } } }
        eft dna chatLink xml
        family { fingerprint nearness(killmailId: $id) }
      } } }`,
      { id: String(fits.lossId) },
    );
    const name = `Killmail ${fits.lossId}`;
    const names = await fits.site.app.universe.facts();
    const nameOf = (typeId: number) => names.type(typeId)?.name ?? "?";
    const dna = "587:2889;1:2048;1:21898;100::";
    expect(killmail.fit).toEqual({
      name,
      hull: { id: "587" },
      slots: expect.arrayContaining([
        {
          section: "HIGH_SLOTS",
          modules: [
            {
              position: 0,
              type: { id: "2889" },
              charge: { type: { id: "21898" }, quantity: "60" },
              lost: { dropped: "1", destroyed: "0" },
            },
          ],
        },
      ]) as unknown,
      holds: [
        {
          title: "Cargo hold",
          stacks: [
            {
              type: { id: "21898" },
              quantity: "40",
              lost: { dropped: "40", destroyed: "0" },
            },
          ],
        },
      ],
      eft: `[${nameOf(587)}, ${name}]\n${nameOf(2048)}\n\n\n${nameOf(2889)}, ${nameOf(21898)}\n\n\n\n\n\n${nameOf(21898)} x40`,
      dna,
      chatLink: `<url=fitting:${dna}>${name}</url>`,
      xml: expect.stringContaining(
        `<hardware qty="100" slot="cargo" type="${nameOf(21898)}"/>`,
      ) as unknown,
      family: {
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
        nearness: 1,
      },
    });
  });

  it("is near to no killmail that the viewer does not see: as to one that is not there", async () => {
    const stranger = createSiteClient(fits.site.url);
    await stranger.login(fits.strangerId);
    const answer = await stranger.query<{
      killmail: unknown;
      killmails: { edges: { node: { id: string } }[] };
    }>(
      `query ($id: ID!) { killmail(id: $id) { id } killmails { edges { node { id } } } }`,
      {
        id: String(fits.lossId),
      },
    );
    expect(answer.killmail).toBeNull();
    const nearness = (ofId: number, toId: number) =>
      fits.client.query(
        `query ($of: ID!, $to: ID!) { killmail(id: $of) { fit { family { nearness(killmailId: $to) } } } }`,
        { of: String(ofId), to: String(toId) },
      );
    expect(await nearness(fits.lossId, 123)).toEqual({
      killmail: { fit: { family: { nearness: null } } },
    });
    expect(await nearness(fits.lossId, 99_999_999_999)).toEqual({
      killmail: { fit: { family: { nearness: null } } },
    });
  });
});

describe("a pasted fit", () => {
  const parse = <Data>(text: string, fields: string) =>
    fits.client.query<Data>(
      `query ($text: String!) { parseFit(text: $text) { ${fields} } }`,
      { text },
    );

  it("is read by the static data, in any language, with each line's fate", async () => {
    const facts = await fits.site.app.universe.facts();
    const name = facts.type(2048)?.name ?? "";
    const mistyped = `${name.slice(0, 3)}${name.slice(4)}`;
    const answer = await parse<{
      parseFit: {
        format: string;
        fits: { number: number; fit: { dna: string } }[];
        lines: {
          fate: string;
          remarks: { code: string; suggestions: string[] }[];
        }[];
      };
    }>(
      `[${facts.type(587)?.name ?? ""}, Pasted]\n${name}\n${mistyped}\n\nnothing like this`,
      `format fits { number fit { dna } } lines { fate remarks { code suggestions } }`,
    );
    expect(answer.parseFit).toEqual({
      format: "EFT",
      fits: [{ number: 0, fit: { dna: "587:2048;1::" } }],
      lines: [
        { fate: "FIT", remarks: [] },
        { fate: "PLACED", remarks: [] },
        {
          fate: "REFUSED",
          remarks: [
            {
              code: "MISTYPED",
              suggestions: expect.arrayContaining([name]) as unknown,
            },
          ],
        },
        { fate: "BLANK", remarks: [] },
        { fate: "REFUSED", remarks: [{ code: "MISTYPED", suggestions: [] }] },
      ],
    });
  });

  it("of a megabyte is refused with a sentence, whoever refuses it", async () => {
    await expect(parse("x".repeat(101_000), "format")).rejects.toThrow(
      /101,000 characters; 100,000 are read at most/,
    );
    await expect(parse("x".repeat(1_000_000), "format")).rejects.toThrow(
      /large/i,
    );
  });

  it("of hostile XML is refused with a sentence", async () => {
    await expect(
      parse(
        `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><fittings/>`,
        "format",
      ),
    ).rejects.toThrow(/document type is not read.*XML_REFUSED/);
  });
});

describe("saving in the game", () => {
  it("asks for the permission first, when it is wanted, and only then", async () => {
    const first = await save();
    expect(first.saveFitting).toEqual({
      fittingId: null,
      leftOut: [],
      upgradeUrl: `/auth/login?for=fittings&character=${fits.pilotId}`,
    });
    expect(await fits.saved()).toEqual([]);
    await fits.client.login(
      fits.pilotId,
      first.saveFitting.upgradeUrl ?? "none",
    );
    const second = await save();
    expect(second.saveFitting.upgradeUrl).toBeNull();
    expect(await fits.saved()).toEqual([
      {
        fitting_id: Number(second.saveFitting.fittingId),
        name: "Fast one",
        description: `Lost in killmail ${fits.lossId}. Saved by KillReport.`,
        ship_type_id: 587,
        items: [
          { flag: "HiSlot0", quantity: 1, type_id: 2889 },
          { flag: "LoSlot0", quantity: 1, type_id: 2048 },
          { flag: "Cargo", quantity: 100, type_id: 21898 },
        ],
      },
    ]);
  });

  it("saves once, however often and at once the same wish arrives", async () => {
    const before = (await fits.saved()).length;
    const requestId = newRequest();
    const answers = await Promise.allSettled([
      save({ requestId }),
      save({ requestId }),
      save({ requestId }),
    ]);
    const again = await save({ requestId });
    const ids = answers.flatMap((answer) =>
      answer.status === "fulfilled" ? [answer.value.saveFitting.fittingId] : [],
    );
    expect(new Set([...ids, again.saveFitting.fittingId]).size).toBe(1);
    for (const answer of answers)
      if (answer.status === "rejected")
        expect(String(answer.reason)).toMatch(/FITTING_BEING_SAVED/);
    expect(await fits.saved()).toHaveLength(before + 1);
  });

  it("never repeats a call that ESI did not answer, and says where to look", async () => {
    const before = (await fits.saved()).length;
    const requestId = newRequest();
    // The fit is saved, the answer is lost on its way.
    await fits.control("/faults", {
      service: "esi",
      path: "/fittings",
      method: "POST",
      truncate: true,
      count: 1,
    });
    await expect(save({ requestId })).rejects.toThrow(
      /did not say whether.*FITTING_UNCERTAIN/,
    );
    await expect(save({ requestId })).rejects.toThrow(/FITTING_UNCERTAIN/);
    expect(await fits.saved()).toHaveLength(before + 1);
    // Another wish is another matter.
    expect((await save()).saveFitting.fittingId).not.toBeNull();
  });

  it("tells what EVE said when it refuses, and lets the same wish be tried again", async () => {
    const requestId = newRequest();
    await fits.control("/faults", {
      service: "esi",
      path: "/fittings",
      method: "POST",
      status: 403,
      count: 1,
    });
    await expect(save({ requestId })).rejects.toThrow(
      /Simulated fault 403\. The game keeps 500.*FITTING_REFUSED/,
    );
    expect((await save({ requestId })).saveFitting.fittingId).not.toBeNull();
  });

  it("renews a token that ESI refuses, and saves once", async () => {
    const before = (await fits.saved()).length;
    await fits.control("/faults", {
      service: "esi",
      path: "/fittings",
      method: "POST",
      status: 401,
      count: 1,
    });
    expect((await save()).saveFitting.fittingId).not.toBeNull();
    expect(await fits.saved()).toHaveLength(before + 1);
  });

  it("waits for its budget instead of asking, and says so", async () => {
    await fits.control("/limits", {
      tokens: {
        group: "fitting",
        subject: `${fits.site.simulator.demoClient.id}:${fits.pilotId}`,
        spend: 150,
      },
    });
    await expect(save()).rejects.toThrow(/Nothing was saved.*UNAVAILABLE/);
    fits.clock.advance(16 * 60_000);
  });

  it.each([
    ["an empty name", { name: "  " }, /FITTING_NAME/],
    ["a long name", { name: "x".repeat(51) }, /1 to 50 characters/],
    ["an unknown killmail", { killmailId: "5" }, /NOT_FOUND/],
    ["one beyond all ids", { killmailId: "99999999999" }, /NOT_FOUND/],
    ["a wish without a name of its own", { requestId: "x" }, /requestId/],
  ])("refuses %s", async (_, change, message) => {
    await expect(save(change)).rejects.toThrow(message);
  });

  it("is for the viewer's own characters and visible killmails only", async () => {
    const anonymous = createSiteClient(fits.site.url);
    await expect(save({}, anonymous)).rejects.toThrow(/UNAUTHENTICATED/);
    const stranger = createSiteClient(fits.site.url);
    await stranger.login(fits.strangerId);
    await expect(save({}, stranger)).rejects.toThrow(/FORBIDDEN/);
    await expect(
      save({ characterId: String(fits.strangerId) }, stranger),
    ).rejects.toThrow(/NOT_FOUND/);
  });
});
