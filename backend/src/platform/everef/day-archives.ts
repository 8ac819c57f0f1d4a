import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { RejectedError } from "../../kernel/index.ts";
import type { Day, KeptArchive, PublishedDays } from "./everef.ts";
import { parseTotals } from "./parse-totals.ts";

/** Where archives of days come from. */
export interface ArchiveSource {
  /** Which days there are, with what is known of each before it is looked at. */
  days(): Promise<ReadonlyMap<Day, ArchiveOffer>>;
  /** The archive as a file; null: there is none after all. */
  fetch(day: Day): Promise<KeptArchive | null>;
  /** It was imported. */
  release(archive: KeptArchive): Promise<void>;
  /** It is damaged. Whether another one may come in its place. */
  discard(archive: KeptArchive): Promise<boolean>;
}

export interface ArchiveOffer {
  /** How many entries it should have; null: nobody says. */
  readonly expected: number | null;
  /** Which file it would be; null: known only when it is fetched. */
  readonly etag: string | null;
}

/** EVE Ref itself; what is downloaded lies in `folder` until it was imported. */
export function downloadedArchives(
  published: PublishedDays,
  folder: string,
  isKeeping: boolean,
): ArchiveSource {
  const remove = async ({ path }: KeptArchive) => {
    for (const file of [path, `${path}.etag`]) await rm(file, { force: true });
  };
  return {
    async days() {
      const totals = await published.totals();
      return new Map(
        [...totals].map(([day, expected]) => [day, { expected, etag: null }]),
      );
    },
    fetch: (day) => published.archive(day, folder),
    release: async (archive) => {
      if (!isKeeping) await remove(archive);
    },
    async discard(archive) {
      await remove(archive);
      return true;
    },
  };
}

/** Archives that lie in a folder, under EVE Ref's names, by year or not; `totals.json` beside them is believed. RejectedError when there are none. */
export async function archivesInFolder(
  { nameOf }: Pick<PublishedDays, "nameOf">,
  folder: string,
): Promise<ArchiveSource> {
  const paths = new Map<Day, string>();
  for (const path of await namesIn(folder)) {
    const name = path.split(/[\\/]/).at(-1) ?? "";
    const day = /\d{4}-\d\d-\d\d/.exec(name)?.[0];
    if (day !== undefined && name === nameOf(day))
      paths.set(day, join(folder, path));
  }
  if (paths.size === 0)
    throw new RejectedError(
      "NO_ARCHIVES",
      `${folder} has no archives in it (${nameOf("2021-11-27")} and the like).`,
    );
  const look = async (path: string): Promise<KeptArchive> => {
    const { size, mtimeMs } = await stat(path);
    return { path, bytes: size, etag: `${mtimeMs}-${size}` };
  };
  return {
    async days() {
      const totals = await readTotals(join(folder, "totals.json"));
      const offers = new Map<Day, ArchiveOffer>();
      for (const [day, path] of paths) {
        const { etag } = await look(path);
        offers.set(day, { expected: totals.get(day) ?? null, etag });
      }
      return offers;
    },
    fetch: (day) => look(paths.get(day) ?? ""),
    release: () => Promise.resolve(),
    discard: () => Promise.resolve(false),
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder, { recursive: true })).sort();
  } catch (error) {
    throw new RejectedError(
      "NO_FOLDER",
      `${folder} can not be read as a folder (${(error as Error).message}).`,
      { cause: error },
    );
  }
}

async function readTotals(path: string): Promise<Map<Day, number>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw error;
  }
  const totals = parseTotals(text);
  if (totals === null)
    throw new RejectedError(
      "NO_TOTALS",
      `${path} is not what EVE Ref's totals look like. Take it away, or repair it.`,
    );
  return totals;
}
