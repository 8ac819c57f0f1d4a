import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { RejectedError, UnavailableError } from "../../../kernel/index.ts";
import { openZip } from "../../../platform/archives/index.ts";
import {
  type Database,
  type ExclusiveConnection,
  isDiskFull,
  runExclusively,
} from "../../../platform/database/index.ts";
import type { StaticDataSite } from "../../../platform/static-data/index.ts";
import { readBuild } from "./builds.ts";
import { checkArchive, loadArchive, type LoadOptions } from "./load-archive.ts";

export interface ImportDeps {
  readonly database: Database;
  /** The site's own, or that at another address. */
  readonly staticData: (baseUrl?: string) => StaticDataSite;
  /** Where archives lie while they are read. */
  readonly dataDir: string;
}

export interface ImportRequest extends LoadOptions {
  /** An archive on disk, the address of one, or of a site that says which is the latest; by default the site's. */
  readonly from?: string | undefined;
  /** Imports the build that is here once more. */
  readonly isForced?: boolean | undefined;
}

export interface ImportResult {
  readonly buildNumber: number;
  /** False: it was here already. */
  readonly isImported: boolean;
  readonly rows: number;
}

/**
 * Imports a build of the static data unless it is here. One at a time: UnavailableError IMPORT_RUNNING while another one
 * is under way. RejectedError when the archive can not be used, UnavailableError when it does not come; in any case the
 * build that was here stays until the new one is whole.
 */
export async function importStaticData(
  deps: ImportDeps,
  request: ImportRequest,
): Promise<ImportResult> {
  const { database } = deps;
  const found: { result?: ImportResult } = {};
  const isMine = await explainFullDisk(
    runExclusively(database.url, "static-data", async (connection) => {
      const archive = await findArchive(deps, request);
      if (typeof archive === "number") {
        found.result = { buildNumber: archive, isImported: false, rows: 0 };
        return;
      }
      try {
        found.result = await importArchive(connection, archive.path, request);
      } catch (error) {
        // It would be refused again; another one may come in its place.
        if (error instanceof RejectedError) await archive.release();
        throw error;
      }
      await archive.release();
    }),
  );
  if (isMine && found.result !== undefined) return found.result;
  throw new UnavailableError(
    "The static data are being imported already. Try again when that has ended.",
    { code: "IMPORT_RUNNING" },
  );
}

async function importArchive(
  connection: ExclusiveConnection,
  path: string,
  options: LoadOptions,
): Promise<ImportResult> {
  const zip = await openZip(path);
  try {
    const build = await checkArchive(zip);
    const rows = await loadArchive(connection, zip, build, options);
    return { buildNumber: build.buildNumber, isImported: true, rows };
  } finally {
    zip.close();
  }
}

interface FoundArchive {
  readonly path: string;
  /** Nobody wants it any more. */
  release(): Promise<void>;
}

/** The archive to import as a file; a build's number when that is here already. */
async function findArchive(
  deps: ImportDeps,
  { from, isForced, onProgress }: ImportRequest,
): Promise<FoundArchive | number> {
  const folder = join(deps.dataDir, "static-data");
  const here = await readBuild(deps.database.prisma);
  const isHere = (buildNumber: number) =>
    isForced !== true && here?.buildNumber === buildNumber;
  const tell = (part: { bytes: number; ofBytes: number | null }) =>
    onProgress({ at: "download", done: part.bytes, of: part.ofBytes ?? 0 });
  const release = () => rm(folder, { recursive: true, force: true });
  const unlessHere = async (file: FoundArchive) => {
    const zip = await openZip(file.path);
    try {
      const { buildNumber } = await checkArchive(zip);
      return isHere(buildNumber) ? buildNumber : file;
    } finally {
      zip.close();
    }
  };

  const isAddress = from !== undefined && /^https?:\/\//.test(from);
  if (from !== undefined && !isAddress)
    return unlessHere({ path: from, release: () => Promise.resolve() });
  if (isAddress && from.endsWith(".zip")) {
    const { path } = await deps.staticData().archiveAt(from, folder, tell);
    return unlessHere({ path, release });
  }
  const site = deps.staticData(from);
  const { buildNumber } = await site.latest();
  if (isHere(buildNumber)) return buildNumber;
  await removeOthers(folder, String(buildNumber));
  const { path } = await site.archive(buildNumber, folder, tell);
  return { path, release };
}

/** Builds that were begun and never came to their end. */
async function removeOthers(folder: string, wanted: string): Promise<void> {
  for (const name of await namesIn(folder))
    if (!name.includes(wanted)) await rm(join(folder, name), { force: true });
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

async function explainFullDisk<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    throw new RejectedError(
      "DATABASE_FULL",
      "The database's disk is full: the static data need some 500 MB while they are imported. Make room where PostgreSQL has its files, then start again; the build that was here stays.",
      { cause: error },
    );
  }
}
