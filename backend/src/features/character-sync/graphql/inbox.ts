/** What has changed and waits to be told. A slow reader finds each thing once, however often it changed meanwhile. */
export interface Inbox<Item> {
  put(item: Item): void;
  /** What was put since the last call; waits for something, null once closed. */
  take(): Promise<ReadonlySet<Item> | null>;
  close(): void;
}

export function createInbox<Item>(): Inbox<Item> {
  let items = new Set<Item>();
  let isClosed = false;
  let wake: () => void = () => undefined;
  return {
    put: (item) => {
      items.add(item);
      wake();
    },
    take: async () => {
      if (items.size === 0 && !isClosed)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (isClosed) return null;
      const taken = items;
      items = new Set();
      return taken;
    },
    close: () => {
      isClosed = true;
      wake();
    },
  };
}
