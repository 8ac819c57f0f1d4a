import { fileURLToPath } from "node:url";

const preload = fileURLToPath(new URL("wrong-clock.ts", import.meta.url));

/** What to spawn Node with so that the process takes it to be `wrongByMs` later than it is. */
export function withWrongClock(wrongByMs: number): {
  args: string[];
  env: Record<string, string>;
} {
  return {
    args: ["--import", preload],
    env: { WRONG_BY_MS: String(wrongByMs) },
  };
}
