/**
 * Reads on while whoever takes the items is busy with earlier ones, and hands out what came meanwhile, in its order: one
 * at a time while items are rare, up to `most` at once when they pile up. Then the source waits. Errors come in their turn.
 */
export async function* gather<Item>(
  source: AsyncIterable<Item>,
  most: number,
): AsyncGenerator<Item[]> {
  let ready: Item[] = [];
  let wakeReader = (): void => undefined;
  let wakeTaker = (): void => undefined;
  const run = { isOver: false, isLeft: false, errors: [] as unknown[] };

  async function readOn(): Promise<void> {
    try {
      for await (const item of source) {
        ready.push(item);
        wakeTaker();
        if (ready.length >= most && !run.isLeft)
          await new Promise<void>((resolve) => (wakeReader = resolve));
        if (run.isLeft) return;
      }
    } catch (error) {
      run.errors.push(error);
    } finally {
      run.isOver = true;
      wakeTaker();
    }
  }

  const reading = readOn();
  try {
    for (;;) {
      if (ready.length === 0) {
        if (run.isOver) break;
        await new Promise<void>((resolve) => (wakeTaker = resolve));
        continue;
      }
      const items = ready;
      ready = [];
      wakeReader();
      yield items;
    }
  } finally {
    run.isLeft = true;
    wakeReader();
    await reading;
  }
  for (const error of run.errors) throw error;
}
