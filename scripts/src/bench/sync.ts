import type { Command } from "commander";
import { type Figure, reportFigures } from "./figures.ts";
import { measureChecks } from "./sync/measure-checks.ts";
import { measureCrowd } from "./sync/measure-crowd.ts";
import { measureThroughput } from "./sync/measure-throughput.ts";
import { type BenchSite, withBenchSite } from "./sync/start-bench-site.ts";
import { characterSubject, corporationSubject } from "./sync/subjects.ts";

const [fewMails, manyMails] = [50, 5_000];

export function addSyncBench(program: Command): void {
  program
    .command("sync")
    .description(
      "Measures what a check of a killmail list costs that finds nothing new, what one worker sustains, and what 100,000 authorised characters take at rest and when the due ones are picked. With the simulator in EVE's place, and a database of its own on an embedded PostgreSQL. The result is in docs/scaling.md.",
    )
    .option(
      "--database <url>",
      "a PostgreSQL server to make that database on, as a superuser; it must have nothing else to do",
    )
    .option("--json <file>", "write the figures there, too")
    .action(
      async ({ database, json }: { database?: string; json?: string }) => {
        await reportFigures(await measureSync(database), json);
      },
    );
}

async function measureSync(serverUrl: string | undefined): Promise<Figure[]> {
  const all: Figure[] = [];
  await withBenchSite(serverUrl, async (site) => {
    all.push(...(await measureCharacters(site)));
    all.push(...(await measureCorporations(site)));
    all.push(...(await measureThroughput(site)));
    all.push(...(await measureCrowd(site)));
  });
  return all;
}

async function measureCharacters(site: BenchSite): Promise<Figure[]> {
  const [one, other] = site.pilots;
  if (one === undefined || other === undefined)
    throw new Error("Too few pilots");
  const small = characterSubject(site, one);
  const large = characterSubject(site, other);
  await small.remember(fewMails);
  await large.remember(manyMails);
  await large.fillHistory();
  return measureChecks(site, "character", { small, large });
}

async function measureCorporations(site: BenchSite): Promise<Figure[]> {
  const [one] = site.pilots;
  const other = site.pilots.find(
    ({ corporationId }) => corporationId !== one?.corporationId,
  );
  if (one === undefined || other === undefined)
    throw new Error("Too few pilots");
  for (const director of [one, other]) await site.direct(director);
  const small = corporationSubject(site, one);
  const large = corporationSubject(site, other);
  await small.remember(fewMails);
  await large.remember(manyMails);
  await large.fillHistory();
  return measureChecks(site, "corporation", { small, large });
}
