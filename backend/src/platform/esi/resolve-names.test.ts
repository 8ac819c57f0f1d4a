import { describe, expect, it } from "vitest";
import { UnavailableError } from "../../kernel/index.ts";
import type { Esi } from "./esi.ts";
import { EsiRefusedError } from "./esi-refused-error.ts";
import { resolveNames } from "./resolve-names.ts";

/** ESI's rule: all or nothing, at most 1,000 different ids. */
function createNames(isKnown: (id: number) => boolean) {
  const calls: number[][] = [];
  let refusals = 0;
  const esi: Pick<Esi, "names"> = {
    names: (ids) => {
      calls.push([...ids]);
      if (new Set(ids).size !== ids.length || ids.length > 1000)
        return Promise.reject(new EsiRefusedError("names", 400, "bad request"));
      if (!ids.every(isKnown)) {
        refusals++;
        return Promise.reject(
          new EsiRefusedError("names", 404, "Ensure all IDs are valid"),
        );
      }
      return Promise.resolve({
        status: 200,
        body: ids.map((id) => ({ id, name: `#${id}`, category: "character" })),
        etag: null,
        expiresAt: null,
        lastModified: null,
        pages: 1,
      });
    },
  };
  return { esi, calls, refusals: () => refusals };
}

async function resolve(
  esi: Pick<Esi, "names">,
  ids: number[],
  mostRefusals = 1000,
) {
  const named: number[] = [];
  const missing: number[] = [];
  const left = await resolveNames(esi, ids, {
    mostRefusals,
    priority: "recent",
    onNamed: (names) => {
      named.push(...names.map(({ id }) => id));
      return Promise.resolve();
    },
    onMissing: (ids) => {
      missing.push(...ids);
      return Promise.resolve();
    },
  });
  const sort = (list: number[]) => list.toSorted((a, b) => a - b);
  return { named: sort(named), missing: sort(missing), left: sort(left) };
}

const thousand = Array.from({ length: 1000 }, (_, index) => index + 1);
const without = (bad: number[]) => thousand.filter((id) => !bad.includes(id));

describe("names in bulk", () => {
  it("needs one call when all ids are known", async () => {
    const { esi, calls } = createNames(() => true);
    expect(await resolve(esi, thousand)).toMatchObject({ named: thousand });
    expect(calls).toHaveLength(1);
  });

  it("sends an id once, and nothing for nothing", async () => {
    const { esi, calls } = createNames(() => true);
    await resolve(esi, [7, 7, 8, 7]);
    await resolve(esi, []);
    expect(calls).toEqual([[7, 8]]);
  });

  it.each([1, 2, 500, 501, 777, 1000])(
    "finds the one unknown id %d in a thousand for at most 11 refusals",
    async (bad) => {
      const { esi, refusals } = createNames((id) => id !== bad);
      expect(await resolve(esi, thousand)).toEqual({
        named: without([bad]),
        missing: [bad],
        left: [],
      });
      expect(refusals()).toBeLessThanOrEqual(11);
    },
  );

  it("finds several unknown ids for at most ten refusals each and one", async () => {
    const bad = [3, 4, 250, 251, 999];
    const { esi, refusals } = createNames((id) => !bad.includes(id));
    expect(await resolve(esi, thousand)).toEqual({
      named: without(bad),
      missing: bad,
      left: [],
    });
    expect(refusals()).toBeLessThanOrEqual(bad.length * 10 + 1);
  });

  it("stops at its share of the error limit, with every id accounted for and something learnt", async () => {
    const bad = thousand.filter((id) => id % 10 === 0);
    const { esi, refusals } = createNames((id) => id % 10 !== 0);
    let open = thousand;
    let runs = 0;
    const missing: number[] = [];
    while (open.length > 0) {
      const before = refusals();
      const run = await resolve(esi, open, 20);
      expect(refusals() - before).toBeLessThanOrEqual(20);
      expect(run.missing.length + run.named.length).toBeGreaterThan(0);
      expect(
        [...run.named, ...run.missing, ...run.left].sort((a, b) => a - b),
      ).toEqual(open);
      missing.push(...run.missing);
      open = run.left;
      runs++;
    }
    expect(missing.sort((a, b) => a - b)).toEqual(bad);
    expect(runs).toBeLessThan(40);
  });

  it("keeps what was learnt before ESI went away", async () => {
    const { esi } = createNames((id) => id !== 1000);
    let calls = 0;
    const learnt: number[] = [];
    const leaving: Pick<Esi, "names"> = {
      names: (ids, priority) =>
        ++calls === 3
          ? Promise.reject(new UnavailableError("down"))
          : esi.names(ids, priority),
    };
    await expect(
      resolveNames(leaving, thousand, {
        mostRefusals: 20,
        priority: "recent",
        onNamed: (names) => {
          learnt.push(...names.map(({ id }) => id));
          return Promise.resolve();
        },
        onMissing: () => Promise.resolve(),
      }),
    ).rejects.toThrow(UnavailableError);
    expect(learnt).toHaveLength(500);
  });

  it("does not take another refusal for an unknown id", async () => {
    const esi: Pick<Esi, "names"> = {
      names: () => Promise.reject(new EsiRefusedError("names", 403, "banned")),
    };
    await expect(resolve(esi, [1, 2])).rejects.toMatchObject({ status: 403 });
  });
});
