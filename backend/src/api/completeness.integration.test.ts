import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiSite, startApiSite } from "./test-support/api-site.ts";
import { ask, codes } from "./test-support/ask.ts";

let site: ApiSite;
beforeAll(async () => {
  site = await startApiSite();
  const checkedAt = new Date("2021-12-02T08:00:00Z");
  await site.app.database.prisma.completenessDay.createMany({
    data: [
      { ...day("2021-11-28"), zkillboard: 12, have: 10, missing: 2 },
      { ...day("2020-02-29"), have: 3 },
      { ...day("2021-11-27"), everef: 5, message: "zKillboard is away." },
    ].map((one) => ({ ...one, checkedAt })),
  });
});
afterAll(() => site.close());

const day = (text: string) => ({
  day: new Date(`${text}T00:00:00Z`),
  zkillboard: null,
  everef: null,
  have: 5,
  missing: 0,
  rejected: 0,
  expired: 0,
  message: null,
});

const asked = (from: string, to: string) =>
  ask(
    site.url,
    `{ completeness(from: "${from}", to: "${to}") { day zkillboard everef have missing rejected expired checkedAt message } }`,
  );

it("anybody sees what is here of each day, oldest first, with null where nobody says", async () => {
  const same = {
    missing: 0,
    rejected: 0,
    expired: 0,
    checkedAt: "2021-12-02T08:00:00.000Z",
    message: null,
  };
  expect((await asked("2021-11-27", "2021-11-28")).data).toEqual({
    completeness: [
      {
        ...same,
        day: "2021-11-27",
        zkillboard: null,
        everef: 5,
        have: 5,
        message: "zKillboard is away.",
      },
      {
        ...same,
        day: "2021-11-28",
        zkillboard: 12,
        everef: null,
        have: 10,
        missing: 2,
      },
    ],
  });
  expect((await asked("2021-01-01", "2021-11-26")).data).toEqual({
    completeness: [],
  });
});

it("a year can be asked for at once, and no more", async () => {
  expect((await asked("2020-01-01", "2020-12-31")).data).toMatchObject({
    completeness: [{ day: "2020-02-29" }],
  });
  for (const [from, to, sentence] of [
    ["2020-01-01", "2021-01-01", "366 days at most"],
    ["2021-01-02", "2021-01-01", "from must not be after to"],
    ["2021-02-30", "2021-03-01", "from must be a day such as 2021-11-27"],
    ["2021-02-01", "tomorrow", "to must be a day such as 2021-11-27"],
  ] as const) {
    const answer = await asked(from, to);
    expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
    expect(answer.errors?.[0]?.message).toContain(sentence);
  }
});

it("the years are told with what they lack", async () => {
  const { data } = await ask(
    site.url,
    "{ completenessYears { year days have missing } }",
  );
  expect(data).toEqual({
    completenessYears: [
      { year: 2020, days: 1, have: 3, missing: 0 },
      { year: 2021, days: 2, have: 15, missing: 2 },
    ],
  });
});
