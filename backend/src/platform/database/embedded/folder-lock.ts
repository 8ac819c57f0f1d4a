import { readFile, rename, unlink, writeFile } from "node:fs/promises";
import { isProcessAlive } from "./is-process-alive.ts";

const patienceMs = 120_000;

/** Runs `work` while no other process holds the lock file. A lock whose process died is taken over. */
export async function withFolderLock<T>(
  path: string,
  work: () => Promise<T>,
): Promise<T> {
  const waitUntil = performance.now() + patienceMs;
  while (!(await take(path))) {
    if (performance.now() > waitUntil) {
      throw new Error(
        `Another process has been starting or stopping the embedded PostgreSQL for two minutes; it holds ${path}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  try {
    return await work();
  } finally {
    await unlink(path);
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const holder = await readFile(path, "utf8").catch(() => "");
  // Empty: gone again, or just made and not written yet.
  if (holder === "" || isProcessAlive(Number(holder))) return false;
  // Of several that find the lock dead, only one can move it away.
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).then(
    () => unlink(aside),
    () => undefined,
  );
  return false;
}
