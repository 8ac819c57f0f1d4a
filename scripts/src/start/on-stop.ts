/** Calls `stop` once, for the first of the signals; a second one ends the process at once, for whoever has no patience. */
export function onStop(
  stop: () => Promise<void>,
  options: {
    /** Also when the process that started this one is gone: npm passes a signal to its shell only, and that one dies without a word to us. */
    isTiedToParent: boolean;
  },
): void {
  let isStopping = false;
  const handle = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    clearInterval(watch);
    // What does not end in time is found and cleaned up by the next start.
    setTimeout(() => process.exit(1), patienceMs).unref();
    stop().then(
      () => process.exit(),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (options.isTiedToParent && process.ppid !== parent) handle();
  }, 500);
  watch.unref();
}

const patienceMs = 15_000;
