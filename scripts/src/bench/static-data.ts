import { join } from "node:path";
import type { ImportResult } from "@killreport/backend/features/universe/index.ts";
import type { Command } from "commander";
import { openBenchServer } from "./bench-server.ts";
import { median, reportFigures } from "./figures.ts";
import { runJsonScript } from "./run-json-script.ts";
import { makeArchive } from "./static-data/make-archive.ts";

interface Options {
  rounds: string;
  json?: string;
}

type Run = ImportResult & { seconds: number; peakRssMb: number };

export function addStaticDataBench(program: Command): void {
  program
    .command("static-data")
    .description(
      "Imports an archive of static data of the official one's size (575 MB unpacked, 224 MB of them moons) by import:static-data, as a process of its own. The archive is made in the temporary folder, the database on a PostgreSQL server that is thrown away. The second round replaces the build of the first.",
    )
    .option("--rounds <n>", "how often it is imported; medians are told", "2")
    .option("--json <file>", "write the figures there, too")
    .action(measureStaticData);
}

async function measureStaticData(options: Options): Promise<void> {
  const server = await openBenchServer();
  try {
    const path = join(server.folder, "static-data.zip");
    const { unpackedMb, zippedMb } = await makeArchive(path);
    const databaseUrl = await server.fresh("bench_static_data");
    const runs: Run[] = [];
    for (let round = 0; round < Number(options.rounds); round++)
      runs.push(
        (await runJsonScript(
          "import:static-data",
          ["--from", path, "--force"],
          { databaseUrl, dataDir: server.folder },
        )) as Run,
      );
    const rows = runs[0]?.rows ?? 0;
    const seconds = median(runs.map((run) => run.seconds));
    await reportFigures(
      [
        {
          metric: "static_data.peak_rss_mb",
          value: Math.max(...runs.map(({ peakRssMb }) => peakRssMb)),
          unit: "MB",
          most: 300,
        },
        {
          metric: "static_data.mb_per_s",
          value: unpackedMb / seconds,
          unit: "MB/s",
        },
        {
          metric: "static_data.rows_per_s",
          value: rows / seconds,
          unit: "rows/s",
        },
        { metric: "static_data.seconds", value: seconds, unit: "s" },
        { metric: "static_data.rows", value: rows, unit: "rows" },
        { metric: "static_data.unpacked_mb", value: unpackedMb, unit: "MB" },
        { metric: "static_data.zip_mb", value: zippedMb, unit: "MB" },
      ],
      options.json,
    );
  } finally {
    await server.close();
  }
}
