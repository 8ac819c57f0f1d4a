import type { Logger } from "../../kernel/index.ts";
import type { PubSub } from "./pubsub.ts";

/** Publishes news of what is committed already, and never fails: with nobody told the work is still done, and whoever reads the tables finds it. */
export async function tell(
  { pubsub, log }: { pubsub: Pick<PubSub, "publish">; log: Logger },
  channel: string,
  payload: string,
): Promise<void> {
  try {
    await pubsub.publish(channel, payload);
  } catch (error) {
    log.warn({ error, channel }, "News could not be published");
  }
}
