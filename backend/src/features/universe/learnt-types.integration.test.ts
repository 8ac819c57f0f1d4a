import { afterEach, beforeEach, expect, test } from "vitest";
import { until } from "../../../../tests/support/until.ts";
import { workOff } from "../../../../tests/support/work-off.ts";
import { id, type TypeId } from "../../kernel/index.ts";
import { learnTypes, wakeKey } from "./tasks.ts";
import {
  openUniverse,
  type UniverseSite,
} from "./test-support/open-universe.ts";

let site: UniverseSite;
beforeEach(async () => {
  site = await openUniverse();
});
afterEach(() => site.close());

const asked = (part: string) =>
  site.simulator.requests().filter(({ path }) => path.includes(part));

const work = () =>
  workOff(site.test.database, site.clock, site.universe.implementations);

/** As if mails had named them. */
const note = (...ids: number[]) =>
  site.test.database.prisma.itemType.createMany({
    data: ids.map((typeId) => ({ id: typeId, createdAt: site.clock.now() })),
  });

test("a type the build does not have yet is asked of ESI, and of the next build once it is there", async () => {
  const { universe, simulator } = site;
  const another = site.openAnother();
  // A gyrostabilizer and a frigate.
  simulator.publishStaticData({ withoutTypes: [519, 587] });
  await note(519, 587, 588);
  await universe.importStaticData();
  expect((await another.facts()).type(519)).toBeUndefined();
  await work();
  expect(asked("/universe/types/").map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/\/types\/519$/),
      expect.stringMatching(/\/types\/587$/),
    ]),
  );
  expect(asked("/universe/types/")).toHaveLength(2);
  // The build knows their groups.
  expect(asked("/universe/groups/")).toEqual([]);

  const learnt = (await universe.facts()).type(519);
  expect(learnt).toMatchObject({
    id: 519,
    name: "Gyrostabilizer II",
    groupId: 59,
    categoryId: 7,
    metaGroupId: 2,
    isPublished: true,
    basePriceIsk: null,
    slot: "low",
  });
  expect(learnt?.attribute(422)).toBe(2);
  await until(
    "other processes learn of it, too",
    async () => (await another.facts()).type(519) !== undefined,
  );
  const types = await universe.types([id<TypeId>(587), id<TypeId>(588)]);
  expect(types.get(id<TypeId>(587))).toMatchObject({
    name: "Rifter",
    group: { id: 25, name: "Frigate" },
    category: { id: 6, name: "Ship" },
  });
  // From the build: nobody was asked for its name.
  expect(types.get(id<TypeId>(588))?.name).toBe("Reaper");
  expect(
    [...(await universe.typesNamed(["gyrostabilizer ii"])).values()].flat(),
  ).toMatchObject([{ typeId: 519, isPublished: true }]);

  simulator.publishStaticData();
  await universe.importStaticData();
  await work();
  expect((await universe.facts()).type(519)?.basePriceIsk).not.toBeNull();
  expect(await site.test.database.prisma.learntType.count()).toBe(0);
  expect(asked("/universe/types/")).toHaveLength(2);
});

test("without any build names are learnt, and the rest is left to the import", async () => {
  await note(587, 588);
  await site.universe.queueDue(site.clock.now());
  await site.test.database.prisma.outbox.deleteMany();
  await site.test.database.transaction((tx) =>
    site.outbox.add(tx, learnTypes, {}, { key: wakeKey }),
  );
  await work();
  expect(asked("/universe/names")).toHaveLength(1);
  expect(asked("/universe/types/")).toEqual([]);
});

test("what ESI names and does not describe is not asked for again and again", async () => {
  const { universe, simulator } = site;
  simulator.publishStaticData({ withoutTypes: [587, 519] });
  simulator.faults.add({
    path: "/esi/universe/types/587",
    count: 5,
    status: 404,
  });
  await note(519, 587);
  await universe.importStaticData();
  await work();
  await work();
  expect(asked("/universe/types/587")).toHaveLength(1);
  expect((await universe.facts()).type(587)).toBeUndefined();
  expect((await universe.facts()).type(519)?.name).toBe("Gyrostabilizer II");
});

test("a group that is as new as its type is asked for as well", async () => {
  const { universe, test: own } = site;
  site.simulator.publishStaticData({ withoutTypes: [587] });
  await note(587);
  await universe.importStaticData();
  await own.database.prisma.staticGroup.delete({ where: { id: 25 } });
  await work();
  expect(asked("/universe/groups/25")).toHaveLength(1);
  expect((await universe.facts()).type(587)).toMatchObject({
    groupId: 25,
    categoryId: 6,
  });
});
