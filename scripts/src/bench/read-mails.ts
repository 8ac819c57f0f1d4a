import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { EsiKillmail } from "@killreport/backend/features/killmails/index.ts";

/** The killmails of a daily dump, one after the other, with the keys the dump added. */
export async function* readMails(file: string): AsyncGenerator<EsiKillmail> {
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
  });
  for await (const line of lines) yield JSON.parse(line) as EsiKillmail;
}
