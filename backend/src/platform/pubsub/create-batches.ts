/** Sends one batch after the other, each of what has come meanwhile, `most` at a time. The promise of each one settles as its batch does. */
export function createBatches<One>(
  most: number,
  send: (batch: readonly One[]) => Promise<void>,
): (one: One) => Promise<void> {
  let waiting: { one: One; done: PromiseWithResolvers<void> }[] = [];
  let isSending = false;

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        await send(batch.map(({ one }) => one));
        for (const { done } of batch) done.resolve();
      } catch (error) {
        for (const { done } of batch) done.reject(error);
      }
    }
    isSending = false;
  }

  return (one) => {
    const done = Promise.withResolvers<void>();
    waiting.push({ one, done });
    if (!isSending) {
      isSending = true;
      // All of this turn are in the first batch.
      queueMicrotask(() => void sendAll());
    }
    return done.promise;
  };
}
