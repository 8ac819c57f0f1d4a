import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { RejectedError } from "../../../kernel/index.ts";
import type { Killmails } from "../../killmails/index.ts";
import type { ImportOptions, ImportReport } from "../history.ts";
import { readLines } from "../pieces/read-lines.ts";
import { createLoader } from "./create-loader.ts";
import { createTally } from "./tally.ts";

/** `History.importFiles`. A file that turns out to be damaged is taken up to there; the next one follows. */
export async function importFiles(
  { killmails }: { killmails: Pick<Killmails, "bulk"> },
  paths: readonly string[],
  { source, signal, onProgress }: ImportOptions & { source: string },
): Promise<ImportReport> {
  const sizes = await Promise.all(paths.map(sizeOf));
  const of = sizes.reduce((sum, size) => sum + size, 0);
  const tally = createTally();
  const bulk = killmails.bulk();
  const loader = createLoader(bulk, signal);
  let done = 0;
  try {
    for (const path of paths) {
      const tell = () =>
        onProgress?.({ at: basename(path), done, of, ...tally.counts() });
      const chunks = readFile(path, (bytes) => {
        done += bytes;
      });
      const pieces = readLines(chunks, (line) =>
        tally.refuse(
          `Line ${line} of ${path} is too long for a killmail: passed over`,
        ),
      );
      try {
        await loader.loadAll(pieces, source, (loaded) => {
          tally.add(loaded);
          tell();
        });
      } catch (error) {
        if (!isDamaged(error)) throw error;
        tally.fail(
          `${path} is damaged (${error.message}): what could be read of it was imported`,
        );
      }
      tell();
    }
    return tally.report();
  } finally {
    await bulk.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  throw new RejectedError("NO_FILE", `There is no file ${path}.`);
}

/** Each chunk is a turn of the event loop. */
const chunkBytes = 256 * 1024;

async function* readFile(
  path: string,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  file.on("data", (chunk) => onRead(chunk.length));
  if (!path.endsWith(".gz")) {
    yield* file as AsyncIterable<Uint8Array>;
    return;
  }
  const unzipped = createGunzip({ chunkSize: chunkBytes });
  file.on("error", (error) => unzipped.destroy(error));
  yield* file.pipe(unzipped) as AsyncIterable<Uint8Array>;
}

/** Zlib's codes: the file is not what its ending says, or it is cut off. */
function isDamaged(error: unknown): error is Error {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && code.startsWith("Z_");
}
