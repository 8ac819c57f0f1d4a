import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { realData } from "../../../../../tests/support/real-data.ts";
import type { EsiKillmail } from "../../killmails/index.ts";

const folder = `${realData}/killmails`;

/** Whether the real killmails are there, laid out as their MANIFEST.md says. */
export const hasRealLosses = existsSync(`${folder}/varied.jsonl`);

/** So many real losses that have items: all of the varied ones, which hold every kind of hull, and some of each of the four days. */
export function realLosses(count: number): EsiKillmail[] {
  const varied = read("varied.jsonl");
  const ofDays = readdirSync(folder)
    .filter((file) => /^\d{4}-\d\d-\d\d\.jsonl\.gz$/.test(file))
    .sort()
    .flatMap(read);
  const each = Math.floor(ofDays.length / (count - varied.length));
  return [...ofDays.filter((_, index) => index % each === 0), ...varied].slice(
    -count,
  );
}

function read(file: string): EsiKillmail[] {
  const bytes = readFileSync(`${folder}/${file}`);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as EsiKillmail)
    .filter(({ victim }) => (victim.items?.length ?? 0) > 0);
}
