import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { EsiKillmail } from "@killreport/backend/features/killmails/index.ts";

/** The killmails of a folder of daily dumps (`2021-11-27.jsonl.gz` ...), in order of time, without the fields the dump added. */
export function readDayFiles(folder: string): EsiKillmail[] {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}-\d\d-\d\d\.jsonl\.gz$/.test(name))
    .sort();
  if (files.length === 0)
    throw new Error(`${folder} has no day files (such as 2021-11-27.jsonl.gz)`);
  return files.flatMap((name) =>
    gunzipSync(readFileSync(join(folder, name)))
      .toString()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const {
          killmail_hash: _hash,
          http_last_modified: _modified,
          ...esi
        } = JSON.parse(line) as EsiKillmail;
        return esi;
      }),
  );
}
