import { basename } from "node:path";
import { type BenchServer, query } from "../bench-server.ts";
import { copyRows, keepRows } from "./copy-rows.ts";
import { type ImporterRun, runImporter } from "./run-importer.ts";

export interface Round {
  readonly imported: ImporterRun;
  readonly copySeconds: number;
  readonly bytes: number;
}

/** By turns, so that whatever else the machine does strikes both. */
export async function runRounds(
  server: BenchServer,
  files: readonly string[],
  count: number,
): Promise<Round[]> {
  const days = files.map((file) => basename(file).slice(0, 10));
  const rounds: Round[] = [];
  for (let round = 1; round <= count; round++) {
    const loaded = await server.fresh("bench_import");
    const imported = await runImporter(loaded, files, server.folder);
    const bytes = await sizeOnDisk(loaded);
    if (round === 1) await keepRows(loaded, server.folder);
    const copied = await server.fresh("bench_copy");
    const copySeconds = await copyRows(copied, server.folder, days);
    await requireSameCount(loaded, copied);
    rounds.push({ imported, copySeconds, bytes });
    console.log(
      `round ${round}: ${imported.stored} killmails imported in ${imported.seconds.toFixed(1)} s, copied in ${copySeconds.toFixed(1)} s: ${(copySeconds / imported.seconds).toFixed(2)}`,
    );
  }
  return rounds;
}

/** Of everything that is kept of killmails, with indexes; the queue's tables are empty once its work is done. */
async function sizeOnDisk(url: string): Promise<number> {
  const rows = await query<{ name: string; bytes: string }>(
    url,
    `SELECT coalesce(parent.relname, t.relname) AS name, sum(pg_total_relation_size(t.oid)) AS bytes
       FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
       LEFT JOIN pg_inherits i ON i.inhrelid = t.oid LEFT JOIN pg_class parent ON parent.oid = i.inhparent
      WHERE n.nspname = 'public' AND t.relkind = 'r' AND coalesce(parent.relname, t.relname) <> 'outbox'
      GROUP BY 1`,
  );
  return rows.reduce((sum, { bytes }) => sum + Number(bytes), 0);
}

async function requireSameCount(loaded: string, copied: string) {
  const count = async (url: string) =>
    JSON.stringify(
      await query(
        url,
        `SELECT (SELECT count(*) FROM killmail_references) AS a, (SELECT count(*) FROM killmails) AS b,
          (SELECT count(*) FROM killmail_involvements) AS c`,
      ),
    );
  const [one, other] = [await count(loaded), await count(copied)];
  if (one !== other)
    throw new Error(`The same rows were to be in both: ${one} and ${other}`);
}
