import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EsiKillmail, killmailHash } from "../../killmails/index.ts";

/** What EVE Ref keeps of a killmail: ESI's body with two keys of its own. */
export function dumped(esi: EsiKillmail): string {
  return JSON.stringify({
    ...esi,
    killmail_hash: killmailHash(esi),
    http_last_modified: "2021-12-01T00:00:00Z",
  });
}

/** Writes the archive of a day as EVE Ref does, by the programs tar and bzip2, and returns where it is. */
export function writeArchive(
  folder: string,
  day: string,
  texts: ReadonlyMap<number, string>,
): string {
  const work = mkdtempSync(join(tmpdir(), "killreport-archive-"));
  mkdirSync(join(work, "killmails"));
  for (const [killmailId, text] of texts)
    writeFileSync(join(work, "killmails", `${killmailId}.json`), text);
  const path = join(folder, `killmails-${day}.tar.bz2`);
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-C", work, "-cjf", path, "killmails"]);
  rmSync(work, { recursive: true });
  return path;
}
