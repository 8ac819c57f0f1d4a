import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** No comparison of one day takes so long. By age, since processes on other machines may share the folder. */
const unusedMs = 6 * 3_600_000;

/** Removes from `folder` what comparisons that were killed left behind: whatever nothing was written to for hours. */
export async function clearLeftovers(folder: string): Promise<void> {
  // This machine's time, as that of its files: the database may have another.
  const before = Date.now() - unusedMs;
  for (const name of (await unlessGone(readdir(folder))) ?? []) {
    const path = join(folder, name);
    if (await isOlder(path, before)) await remove(path);
  }
}

/** With all that is in it: a file that grows leaves its folder's time as it is. */
async function isOlder(path: string, before: number): Promise<boolean> {
  const inside = (await unlessGone(readdir(path))) ?? [];
  for (const one of [path, ...inside.map((name) => join(path, name))]) {
    const found = await unlessGone(stat(one));
    if (found !== null && found.mtimeMs > before) return false;
  }
  return true;
}

async function remove(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    // Another user's, who may remove it: it keeps nobody from comparing.
    if (!isCode(error, "EACCES", "EPERM")) throw error;
  }
}

/** Null: another process has removed it meanwhile, or it is no folder. */
async function unlessGone<Found>(asked: Promise<Found>): Promise<Found | null> {
  try {
    return await asked;
  } catch (error) {
    if (isCode(error, "ENOENT", "ENOTDIR")) return null;
    throw error;
  }
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? "");
}
