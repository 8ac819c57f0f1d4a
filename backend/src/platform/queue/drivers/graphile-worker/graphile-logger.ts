import { Logger as GraphileLogger } from "graphile-worker";
import type { Logger } from "../../../../kernel/index.ts";

/** graphile-worker's own words, one step quieter than it means them: what matters of a task is logged by the consumer. Its metadata carries payloads and connections, so only the sentence is kept. */
export function graphileLogger(log: Logger): GraphileLogger {
  return new GraphileLogger(({ workerId }) => (level, message) => {
    const fields = workerId === undefined ? {} : { workerId };
    if (level === "error") log.warn(fields, firstLine(message));
    else log.debug(fields, firstLine(message));
  });
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}
