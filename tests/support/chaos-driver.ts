import type {
  QueueDriver,
  QueueMessage,
} from "../../backend/src/platform/queue/index.ts";

/** A queue at its worst: every message comes twice, a while late, in an order of its own. `onDuplicate` hears of each one that really went out. */
export function createChaosDriver(
  inner: QueueDriver,
  random: () => number = Math.random,
  onDuplicate: () => void = () => undefined,
): QueueDriver {
  const pending = new Set<Promise<void>>();
  const later = async (messages: readonly QueueMessage[]): Promise<void> => {
    for (const message of shuffle(messages, random)) {
      await new Promise((resolve) => setTimeout(resolve, random() * 5));
      // What gets lost here is found by the sweeper, like anything a broker loses.
      await inner.publish([message]).then(onDuplicate, () => undefined);
    }
  };
  return {
    ...inner,
    async publish(messages) {
      await inner.publish(shuffle(messages, random));
      const duplicates = later(messages);
      pending.add(duplicates);
      void duplicates.finally(() => pending.delete(duplicates));
    },
    async close() {
      await Promise.all(pending);
      await inner.close();
    },
  };
}

function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
