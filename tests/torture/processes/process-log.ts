/** Asks for up to 75 things one after the other, so that on a busy machine it takes its time. */
const longWork = "learn-systems";

/** What the torture reads from its processes' logs. */
export interface ProcessLog {
  readonly read: (line: string) => void;
  /** The longest any task was worked on, in ms; a slot that sleeps shows here. */
  longestTaskMs(): number;
  /** What was logged as an error, without duplicates. */
  errors(): string[];
}

export function createProcessLog(): ProcessLog {
  const errors = new Set<string>();
  let longestMs = 0;
  return {
    read(line) {
      if (!line.startsWith("{")) return;
      const { level, ms, msg, reason, ...rest } = JSON.parse(line) as Record<
        "level" | "msg" | "reason",
        string | undefined
      > & { ms?: number; task?: string; error?: unknown };
      if (rest.task !== undefined && rest.task !== longWork)
        longestMs = Math.max(longestMs, ms ?? 0);
      if (level !== "error") return;
      const why = reason ?? JSON.stringify(rest.error ?? "").slice(0, 400);
      errors.add(`${rest.task ?? ""} ${msg ?? ""} ${why}`.trim());
    },
    longestTaskMs: () => longestMs,
    errors: () => [...errors],
  };
}
