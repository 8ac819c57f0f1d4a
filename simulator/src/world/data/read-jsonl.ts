import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The lines of a JSONL file, gunzipped where its name says so; an absent file has none. */
export function* readLines(path: string): Generator<Buffer> {
  if (!existsSync(path)) return;
  const raw = readFileSync(path);
  const text = path.endsWith(".gz") ? gunzipSync(raw) : raw;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf(10, start);
    const end = newline === -1 ? text.length : newline;
    if (end > start) yield text.subarray(start, end);
    start = end + 1;
  }
}

export function* readJsonl<Row>(path: string): Generator<Row> {
  for (const line of readLines(path))
    yield JSON.parse(line.toString("utf8")) as Row;
}
