import { join } from "node:path";
import type { EsiKillmail } from "@killreport/backend/features/killmails/index.ts";
import type { Command } from "commander";
import { openBenchServer } from "./bench-server.ts";
import { median, reportFigures } from "./figures.ts";
import { findDayFiles, realDataFolder } from "./find-day-files.ts";
import { measureBzip2 } from "./ingest/measure-bzip2.ts";
import { measureNestedCreates } from "./ingest/nested-creates.ts";
import { runRounds } from "./ingest/run-rounds.ts";
import { readMails } from "./read-mails.ts";

interface Options {
  folder: string;
  rounds: string;
  json?: string;
}

const nestedSample = 500;

export function addIngestBench(program: Command): void {
  program
    .command("ingest")
    .description(
      "Loads days of killmails by import:killmails, as a process of its own, and the same rows by nothing but COPY into the same tables with the same indexes; by turns, each time in a fresh database on a PostgreSQL server that is thrown away.",
    )
    .option(
      "--folder <folder>",
      "of daily killmail dumps (.jsonl.gz)",
      join(realDataFolder(), "killmails"),
    )
    .option("--rounds <n>", "how often both are done; medians are told", "3")
    .option("--json <file>", "write the figures there, too")
    .action(measureIngest);
}

async function measureIngest(options: Options): Promise<void> {
  const files = findDayFiles(options.folder);
  const server = await openBenchServer();
  try {
    const rounds = await runRounds(server, files, Number(options.rounds));
    const imports = rounds.map(({ imported }) => imported);
    const mails = imports[0]?.mails ?? 0;
    const perSecond = median(imports.map(({ seconds }) => mails / seconds));
    const nested = await measureNestedCreates(
      await server.fresh("bench_nested"),
      await sample(files, mails, nestedSample),
    );
    await reportFigures(
      [
        {
          metric: "ingest.vs_copy",
          value: median(
            rounds.map(
              ({ imported, copySeconds }) => copySeconds / imported.seconds,
            ),
          ),
          unit: "ratio",
          least: 0.5,
        },
        {
          metric: "ingest.vs_nested_create",
          value: perSecond / nested,
          unit: "ratio",
        },
        {
          metric: "ingest.bytes_per_killmail",
          value: (rounds[0]?.bytes ?? NaN) / mails,
          unit: "bytes",
          most: 2_500,
        },
        {
          metric: "ingest.peak_rss_mb",
          value: Math.max(...imports.map(({ peakRssMb }) => peakRssMb)),
          unit: "MB",
          most: 300,
        },
        { metric: "ingest.mails", value: mails, unit: "mails" },
        { metric: "ingest.mails_per_s", value: perSecond, unit: "mails/s" },
        {
          metric: "ingest.copy_mails_per_s",
          value: median(rounds.map(({ copySeconds }) => mails / copySeconds)),
          unit: "mails/s",
        },
        {
          metric: "ingest.nested_create_mails_per_s",
          value: nested,
          unit: "mails/s",
        },
        ...(await measureBzip2(files[0] ?? "", server.folder)),
      ],
      options.json,
    );
  } finally {
    await server.close();
  }
}

/** So many mails, evenly taken from all of them. */
async function sample(
  files: readonly string[],
  mails: number,
  count: number,
): Promise<EsiKillmail[]> {
  const step = Math.max(1, Math.floor(mails / count));
  const taken: EsiKillmail[] = [];
  let index = 0;
  for (const file of files)
    for await (const mail of readMails(file))
      if (index++ % step === 0 && taken.length < count) taken.push(mail);
  return taken;
}
