import type { TortureProcesses } from "../processes/torture-processes.ts";
import type { Wrong } from "./wrong.ts";

/** `kill -9`. */
export function processWrongs(
  processes: TortureProcesses,
  random: () => number,
): Wrong[] {
  return [
    {
      name: "worker killed",
      weight: 30,
      happen: () => processes.kill("worker", random),
    },
    {
      name: "API killed",
      weight: 5,
      happen: () => processes.kill("api", random),
    },
  ];
}
