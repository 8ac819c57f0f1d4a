import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isProcessAlive } from "./is-process-alive.ts";

/** Which processes use the server of this folder: one file each, named after the process. */
export interface UserRegister {
  enter(): Promise<void>;
  leave(): Promise<void>;
  /** Files of processes that died without leaving count for nothing, and go. */
  isEmpty(): Promise<boolean>;
}

export function createUserRegister(folder: string): UserRegister {
  const own = join(folder, `${process.pid}-${crypto.randomUUID()}`);
  return {
    async enter() {
      await mkdir(folder, { recursive: true });
      await writeFile(own, "");
    },
    leave: () => rm(own, { force: true }),
    async isEmpty() {
      let alive = 0;
      for (const name of await readdir(folder)) {
        if (isProcessAlive(Number.parseInt(name, 10))) alive++;
        else await rm(join(folder, name), { force: true });
      }
      return alive === 0;
    },
  };
}
