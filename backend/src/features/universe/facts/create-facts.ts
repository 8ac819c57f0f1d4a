import type { PrismaClient } from "../../../platform/database/index.ts";
import type { StaticFacts } from "../type-facts.ts";
import { type BuildFacts, loadBuild, loadLearnt } from "./load-facts.ts";
import { readVersion } from "./read-facts.ts";

export interface Facts {
  /** As the database has them, or had them a moment ago. */
  current(): Promise<StaticFacts>;
  /** Something was imported or learnt here: the next one looks. */
  forget(): void;
}

/** Others may import as well: how long what is here is taken for theirs. */
const freshMs = 1_000;

/** The static data of a process: read when first asked for, kept until another build is there or more types are learnt. */
export function createFacts(
  prisma: PrismaClient,
  now: () => number = () => performance.now(),
): Facts {
  let kept: {
    facts: StaticFacts;
    build: BuildFacts;
    key: string;
    learntKey: string;
  } | null = null;
  let checkedAt = -Infinity;
  let looking: Promise<StaticFacts> | null = null;

  async function look(): Promise<StaticFacts> {
    for (;;) {
      const before = await readVersion(prisma);
      if (kept?.key === before.key && kept.learntKey === before.learntKey)
        return kept.facts;
      const build =
        kept?.key === before.key ? kept.build : await loadBuild(prisma);
      const learnt = await loadLearnt(prisma);
      const { key, learntKey, buildNumber } = before;
      const facts: StaticFacts = {
        ...build,
        buildNumber,
        type: (typeId) => build.type(typeId) ?? learnt.get(typeId),
      };
      // Half of one build and half of the next is neither.
      if ((await readVersion(prisma)).key !== key) continue;
      kept = { facts, build, key, learntKey };
      return facts;
    }
  }

  return {
    current() {
      if (kept !== null && now() - checkedAt < freshMs)
        return Promise.resolve(kept.facts);
      if (looking !== null) return looking;
      const startedAt = now();
      const mine = look()
        .then((facts) => {
          if (looking === mine) checkedAt = startedAt;
          return facts;
        })
        .finally(() => {
          if (looking === mine) looking = null;
        });
      looking = mine;
      return mine;
    },
    forget() {
      checkedAt = -Infinity;
      // Whoever looks at this moment may have looked too early.
      looking = null;
    },
  };
}
