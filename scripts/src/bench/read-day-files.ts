import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { EsiKillmail } from "@killreport/backend/features/killmails/index.ts";
import { findDayFiles } from "./find-day-files.ts";

/** The killmails of a folder of daily dumps (`2021-11-27.jsonl.gz` ...), in order of time, without the fields the dump added. */
export function readDayFiles(folder: string): EsiKillmail[] {
  return findDayFiles(folder).flatMap((file) =>
    gunzipSync(readFileSync(file))
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
