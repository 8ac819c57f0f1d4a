import { readFileSync } from "node:fs";

/** The most memory this process ever held, in MB. Where the kernel tells, it is read there: what it counts for `maxRSS` begins with the size of whoever started the process. */
export function peakRssMb(): number {
  const kilobytes = readHighWaterMark() ?? process.resourceUsage().maxRSS;
  return kilobytes / 1024;
}

function readHighWaterMark(): number | null {
  try {
    const status = readFileSync("/proc/self/status", "utf8");
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return found === undefined ? null : Number(found);
  } catch (error) {
    // Only Linux has it.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
