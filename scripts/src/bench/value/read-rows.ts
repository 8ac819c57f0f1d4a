import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The objects of a file with one on each line, packed by gzip or not. */
export function readRows<Row>(file: string): Row[] {
  return readLines(file).map((line) => JSON.parse(line) as Row);
}

export function readLines(file: string): string[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  return text.split("\n").filter((line) => line !== "");
}
