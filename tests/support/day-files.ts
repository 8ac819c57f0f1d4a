import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

/** One line of a daily dump of killmails. */
export interface DumpedLine {
  readonly killmailId: number;
  readonly hash: string;
  readonly time: Date;
  readonly text: string;
}

/** The killmails of a data folder's day files (killmails/2021-11-27.jsonl.gz ...) by day, oldest first. */
export function readDays(dataFolder: string): Map<string, DumpedLine[]> {
  const folder = join(dataFolder, "killmails");
  const names = readdirSync(folder)
    .filter((name) => dayFile.test(name))
    .sort();
  return new Map(
    names.map((name) => [
      name.slice(0, 10),
      gunzipSync(readFileSync(join(folder, name)))
        .toString()
        .split("\n")
        .filter((line) => line !== "")
        .map(read),
    ]),
  );
}

/** A data folder with nothing in it but the killmails of the first hours of one day. */
export function sliceDay(
  dataFolder: string,
  to: string,
  { day, hours }: { day: string; hours: number },
): void {
  const endMs = Date.parse(day) + hours * 3_600_000;
  const lines = (readDays(dataFolder).get(day) ?? []).filter(
    ({ time }) => time.getTime() < endMs,
  );
  if (lines.length === 0)
    throw new Error(`${dataFolder} has no killmails of ${day}`);
  mkdirSync(join(to, "killmails"), { recursive: true });
  writeFileSync(
    join(to, "killmails", `${day}.jsonl.gz`),
    gzipSync(lines.map(({ text }) => `${text}\n`).join("")),
  );
}

const dayFile = /^\d{4}-\d\d-\d\d\.jsonl\.gz$/;

function read(text: string): DumpedLine {
  const { killmail_id, killmail_hash, killmail_time } = JSON.parse(text) as {
    killmail_id: number;
    killmail_hash: string;
    killmail_time: string;
  };
  return {
    killmailId: killmail_id,
    hash: killmail_hash,
    time: new Date(killmail_time),
    text,
  };
}
