import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { realData } from "../../../../../tests/support/real-data.ts";
import type { EsiKillmail } from "../../killmails/index.ts";

const folder = `${realData}/killmails`;

/** Whether the real killmails are there, laid out as their MANIFEST.md says. */
export const hasRealLosses = existsSync(`${folder}/varied.jsonl`);

/** So many real losses that have items: all of the varied ones, which hold every kind of hull, and some of each of the four days. */
export function realLosses(count: number): EsiKillmail[] {
  const varied = linesOf("varied.jsonl").map(parse).filter(hasItems);
  const ofDays = readdirSync(folder)
    .filter((file) => /^\d{4}-\d\d-\d\d\.jsonl\.gz$/.test(file))
    .sort()
    .flatMap(linesOf);
  // Some have no items: a few more are read than are wanted.
  const each = Math.floor(ofDays.length / (1.5 * (count - varied.length)));
  const some = ofDays.filter((_, index) => index % each === 0).map(parse);
  return [...some.filter(hasItems), ...varied].slice(-count);
}

function linesOf(file: string): string[] {
  const bytes = readFileSync(`${folder}/${file}`);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  return text.split("\n").filter((line) => line !== "");
}

const parse = (line: string) => JSON.parse(line) as EsiKillmail;

const hasItems = ({ victim }: EsiKillmail) => (victim.items?.length ?? 0) > 0;
