import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";

/** What is kept of a file that is brought here: the file itself once it is whole, before that its beginning, and the ETag of either. */
export interface KeptFiles {
  /** Null: it is not here, or not whole. */
  readonly wholeBytes: number | null;
  /** How much of its beginning is here. */
  readonly begunBytes: number;
  readonly etag: string | null;
}

export const partOf = (path: string): string => `${path}.part`;
const etagOf = (path: string) => `${path}.etag`;

export async function lookAtKept(path: string): Promise<KeptFiles> {
  const wholeBytes = await sizeOf(path);
  const part = wholeBytes === null ? await sizeOf(partOf(path)) : null;
  return { wholeBytes, begunBytes: part ?? 0, etag: await readEtag(path) };
}

/** Forgets everything, and notes which file it is that comes now: bytes never lie there under the ETag of others. */
export async function beginAnew(path: string, etag: string | null) {
  for (const name of [path, partOf(path), etagOf(path)])
    await rm(name, { force: true });
  if (etag !== null) await writeFile(etagOf(path), etag);
}

export async function markWhole(path: string): Promise<void> {
  await rename(partOf(path), path);
}

async function readEtag(path: string): Promise<string | null> {
  try {
    return (await readFile(etagOf(path), "utf8")) || null;
  } catch (error) {
    return unlessMissing(error);
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    return unlessMissing(error);
  }
}

function unlessMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
  throw error;
}
