import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { realData } from "../../../../../tests/support/real-data.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import { killmailHash } from "../body/killmail-hash.ts";
import type { Reference } from "../reference.ts";

export interface RealKillmail {
  readonly reference: Reference;
  readonly esi: EsiKillmail;
}

/** Folder of real killmails, laid out as its MANIFEST.md says; null where there is none. */
export function realKillmailsFolder(): string | null {
  const folder = `${realData}/killmails`;
  return existsSync(folder) ? folder : null;
}

/** Every real killmail of the folder that has an id, each id once, as ESI gave it. The hash is the dump's, or follows from the mail where it gives none. */
export function* readRealKillmails(folder: string): Generator<RealKillmail> {
  const seen = new Set<number>();
  for (const file of readdirSync(folder).sort()) {
    if (!/^(\d{4}-\d\d-\d\d\.jsonl\.gz|varied\.jsonl)$/.test(file)) continue;
    const bytes = readFileSync(`${folder}/${file}`);
    const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
    for (const line of text.split("\n")) {
      if (line === "") continue;
      const killmail = asEsiGaveIt(JSON.parse(line) as DumpedKillmail);
      if (seen.has(killmail.reference.killmailId)) continue;
      seen.add(killmail.reference.killmailId);
      yield killmail;
    }
  }
}

type DumpedKillmail = EsiKillmail & { killmail_hash?: string };

const addedByDumps = new Set([
  "killmail_hash",
  "killmail_hash_computed",
  "http_last_modified",
  "source",
  "zkb",
  "category",
  "note",
  "also",
  "sequence_id",
  "uploaded_at",
]);

function asEsiGaveIt(dumped: DumpedKillmail): RealKillmail {
  const esi = Object.fromEntries(
    Object.entries(dumped).filter(([key]) => !addedByDumps.has(key)),
  ) as EsiKillmail;
  const killmailId = esi.killmail_id as Reference["killmailId"];
  return {
    reference: { killmailId, hash: dumped.killmail_hash ?? killmailHash(esi) },
    esi,
  };
}
