import { pause, type Logger } from "../../kernel/index.ts";

/**
 * The next step of a subscription, tried until it succeeds: a database that is away for a moment must not end what a
 * client watches, least of all without a word. Null when the client has left meanwhile.
 */
export async function persist<Step>(
  step: () => Promise<Step>,
  options: { log: Logger; signal: AbortSignal; retryMs?: number },
): Promise<Step | null> {
  const { log, signal, retryMs = 1_000 } = options;
  for (;;) {
    if (signal.aborted) return null;
    try {
      return await step();
    } catch (error) {
      log.warn({ err: error }, "a subscription could not read; it tries again");
    }
    await pause(retryMs, signal);
  }
}
