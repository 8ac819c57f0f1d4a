import type { Logger } from "../../kernel/index.ts";

/** How long a subscriber waits for a server that is away before it goes on without. */
export const attachPatienceMs = 2_000;

/**
 * Waits for a subscription to stand, but not for a server that is away: a process must start without it. The subscription
 * then stands as soon as the server is there, and the subscriber is told that it may have missed something.
 */
export async function attach(
  attaching: Promise<unknown>,
  options: {
    channel: string;
    log: Logger;
    patienceMs: number;
    onLate: () => void;
  },
): Promise<void> {
  const { channel, log, patienceMs, onLate } = options;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), patienceMs);
  });
  const first = await Promise.race([attaching, late]).finally(() =>
    clearTimeout(timer),
  );
  if (first !== "late") return;
  log.warn(
    { channel },
    "The pub/sub server does not answer: starting without its news, which come late until it does",
  );
  attaching.then(onLate, (error: unknown) => {
    log.warn({ channel, error }, "A subscription never came to stand");
  });
}
