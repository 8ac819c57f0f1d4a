import { Command } from "commander";
import { importBar } from "./import/static-data-bar.ts";
import { peakRssMb } from "./import/peak-rss-mb.ts";
import { withApp } from "./with-app.ts";

interface Options {
  from?: string;
  force?: true;
  json?: true;
}

await new Command("import:static-data")
  .description(
    "Imports EVE's static data: types, systems, celestials, blueprints and what else a killmail is explained with. The site does so by itself, once a day; this command does it now. The build in use stays until the new one is whole.",
  )
  .option(
    "--from <file or address>",
    "an archive (eve-online-static-data-...-jsonl.zip), its address, or that of a site like https://developers.eveonline.com/static-data",
  )
  .option("--force", "also when that build is here already")
  .option("--json", "print the result as JSON")
  .addHelpText(
    "after",
    `
Exit codes:
  0    done, or there was nothing new
  1    it could not be done: the reason is printed, the build in use stays
  130  stopped by Ctrl+C; the build in use stays`,
  )
  .action(importStaticData)
  .parseAsync();

async function importStaticData(options: Options): Promise<void> {
  const isJson = options.json === true;
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  await withApp(async ({ universe }) => {
    const bar = importBar(!isJson && process.stderr.isTTY);
    const startedAt = performance.now();
    try {
      const result = await universe.importStaticData({
        from: options.from,
        isForced: options.force === true,
        onProgress: (progress) => bar.show(progress),
        signal: stopping.signal,
      });
      bar.close();
      const seconds = (performance.now() - startedAt) / 1000;
      const { buildNumber, isImported, rows } = result;
      if (isJson)
        console.log(
          JSON.stringify(
            { ...result, seconds, peakRssMb: peakRssMb() },
            null,
            2,
          ),
        );
      else if (isImported)
        console.log(
          `Build ${buildNumber} imported: ${rows} rows in ${seconds.toFixed(1)} s.`,
        );
      else console.log(`Build ${buildNumber} is here already.`);
    } catch (error) {
      bar.close();
      if (!stopping.signal.aborted) throw error;
      console.error("Stopped. The build in use stays.");
      process.exitCode = 130;
    }
  });
}
