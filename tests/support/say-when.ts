import { say } from "./say.ts";

/** Says lines with the seconds since now before them. */
export function sayWhen(): (line: string) => void {
  const startedAt = performance.now();
  return (line) => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    say(`${String(seconds).padStart(5)} s  ${line}`);
  };
}
