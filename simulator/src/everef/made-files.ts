import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packArchive } from "./pack-archive.ts";

interface MadeFile {
  path: string;
  bytes: number;
}

/** Packed files, each made when it is first asked for, on disk in a folder of their own. */
interface MadeFiles {
  /** The file of this name; `content` is asked for unless it is there, or being made. */
  take(name: string, content: () => Iterable<Buffer>): Promise<MadeFile>;
  /** Removes what was made. */
  close(): void;
}

export function createMadeFiles(): MadeFiles {
  const made = new Map<string, Promise<MadeFile>>();
  let folder: string | undefined;

  async function make(
    name: string,
    content: Iterable<Buffer>,
  ): Promise<MadeFile> {
    folder ??= mkdtempSync(join(tmpdir(), "simulator-everef-"));
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    await packArchive(content, path);
    return { path, bytes: statSync(path).size };
  }

  return {
    async take(name, content) {
      const known = made.get(name) ?? make(name, content());
      made.set(name, known);
      try {
        return await known;
      } catch (error) {
        // It is tried again by whoever asks next.
        made.delete(name);
        throw error;
      }
    },
    close() {
      if (folder !== undefined) rmSync(folder, { recursive: true });
    },
  };
}
