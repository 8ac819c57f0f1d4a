import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { writeStaticDataArchive } from "@killreport/simulator";
import { openZip } from "../../../platform/archives/index.ts";
import { readLines } from "../static-data/read-lines.ts";
import type { UniverseSite } from "./open-universe.ts";

export type Line = Record<string, unknown>;

/** The lines of each member of the archive the simulator has published. */
export async function publishedLines({
  simulator,
  dataDir,
}: UniverseSite): Promise<Map<string, Line[]>> {
  const { staticData } = simulator.services;
  const answer = await fetch(
    `${staticData}/eve-online-static-data-latest-jsonl.zip`,
  );
  const path = join(dataDir, "published.zip");
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  const zip = await openZip(path);
  const members = new Map<string, Line[]>();
  for (const name of zip.members.keys()) {
    const lines: Line[] = [];
    for await (const some of readLines(zip.read(name)))
      lines.push(...some.map((line) => JSON.parse(line) as Line));
    members.set(name.replace(".jsonl", ""), lines);
  }
  zip.close();
  return members;
}

/** Writes an archive of these lines; returns where it is. */
export async function writeLines(
  { dataDir }: UniverseSite,
  members: ReadonlyMap<string, readonly Line[]>,
): Promise<string> {
  const path = join(dataDir, "made.zip");
  await pipeline(
    writeStaticDataArchive(
      new Map([...members].map(([name, lines]) => [name, () => lines])),
      { mtime: new Date("2026-06-02T11:00:00Z") },
    ),
    createWriteStream(path),
  );
  return path;
}
