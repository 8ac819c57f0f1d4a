import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import {
  bzip2Library,
  findDecoder,
  openBzip2,
} from "@killreport/backend/platform/archives/index.ts";
import type { Figure } from "../figures.ts";

/** How fast a day's dump is decoded from bzip2, in MB of text a second: by the program the import uses here, and by the library it falls back to. Nothing where no program is here that packs. */
export async function measureBzip2(
  dayFile: string,
  folder: string,
): Promise<Figure[]> {
  const program = await findDecoder();
  if (program === bzip2Library) return [];
  const path = join(folder, "day.bz2");
  await pack(program, dayFile, path);
  const rate = async (decoders: readonly string[]) => {
    const startedAt = performance.now();
    let bytes = 0;
    for await (const chunk of openBzip2(path, decoders)) bytes += chunk.length;
    return bytes / 1e6 / ((performance.now() - startedAt) / 1000);
  };
  return [
    {
      metric: `ingest.bz2_${program}_mb_per_s`,
      value: await rate([program]),
      unit: "MB/s",
    },
    {
      metric: "ingest.bz2_library_mb_per_s",
      value: await rate([]),
      unit: "MB/s",
    },
  ];
}

async function pack(
  program: string,
  dayFile: string,
  path: string,
): Promise<void> {
  const child = spawn(program, ["-c"], { stdio: ["pipe", "pipe", "inherit"] });
  await Promise.all([
    pipeline(createReadStream(dayFile), createGunzip(), child.stdin),
    pipeline(child.stdout, createWriteStream(path)),
    once(child, "close"),
  ]);
}
