import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkCharacter } from "./index.ts";
import { createPilotSite, type PilotSite } from "./test-support/pilot-site.ts";

let site: PilotSite;

beforeEach(async () => {
  site = await createPilotSite();
});
afterEach(() => site.close());

describe("while pub/sub is away", () => {
  it("lists are read to their end, and EVE is not blamed", async () => {
    site.losePubSub();
    await site.runPilot();
    expect(await site.ledger()).toEqual(site.listed());
    expect(await site.pilotRow()).toMatchObject({
      state: "idle",
      message: expect.stringContaining("new killmails") as unknown,
    });
    await site.runPilot();
    expect(await site.pilotRow()).toMatchObject({ state: "idle" });
  });

  it("a check that EVE refuses still ends as refused", async () => {
    site.losePubSub();
    await site.fault({ status: 403 });
    await site.runPilot();
    expect(await site.pilotRow()).toMatchObject({ state: "stopped" });
  });

  it("a pilot's request is taken", async () => {
    await site.runPilot();
    const link = await site.accounts.linkedCharacter(site.pilot);
    if (link === null) throw new Error("The pilot is not linked");
    site.losePubSub();
    const viewer = { kind: "account", accountId: link.accountId } as const;
    await site.sync.requestSync(viewer, site.pilot);
    expect((await site.pilotRow()).message).toContain("read again then");
  });

  it("everybody who is due is queued", async () => {
    await site.logIn(site.pilots[1]);
    await site.database.prisma.outbox.deleteMany();
    site.losePubSub();
    const now = site.clock.now();
    expect(await site.sync.queueDue(now, { force: true })).toBe(2);
    expect(await site.orders()).toHaveLength(2);
  });

  it("a character is looked at", async () => {
    site.losePubSub();
    await site.handle(checkCharacter, { characterId: site.pilot });
    expect(await site.database.prisma.corporationMember.count()).toBe(1);
  });
});
