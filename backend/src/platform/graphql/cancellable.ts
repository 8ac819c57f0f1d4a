/**
 * An async generator that can be left while it waits. Plain ones queue `return()` behind the pending `next()`, so a
 * subscriber that goes away would stay until its next event.
 */
export function cancellable<T>(
  generate: (signal: AbortSignal) => AsyncGenerator<T>,
): AsyncIterableIterator<T> {
  const abort = new AbortController();
  const generator = generate(abort.signal);
  const iterator: AsyncIterableIterator<T> = {
    next: () => generator.next(),
    return: () => {
      abort.abort();
      return generator.return(undefined);
    },
    throw: (error) => {
      abort.abort();
      return generator.throw(error);
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
