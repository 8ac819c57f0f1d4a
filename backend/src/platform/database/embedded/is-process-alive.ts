import { readFileSync } from "node:fs";

/** False as well for a process that ended and whose parent has not noticed, as is common in containers without an init. */
export function isProcessAlive(pid: number): boolean {
  if (process.platform === "linux") return readProcess(pid)?.isZombie === false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Alive, but somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the number belongs to a running PostgreSQL server. Other programs get the number of one that died, after a restart of the machine. */
export function isServerAlive(pid: number): boolean {
  if (process.platform !== "linux") return isProcessAlive(pid);
  const found = readProcess(pid);
  return found !== null && !found.isZombie && found.program === "postgres";
}

function readProcess(
  pid: number,
): { program: string; isZombie: boolean } | null {
  try {
    // `123 (name of the program) S ...`; the name may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return {
      program: stat.slice(stat.indexOf("(") + 1, end),
      isZombie: stat[end + 2] === "Z",
    };
  } catch {
    return null;
  }
}
