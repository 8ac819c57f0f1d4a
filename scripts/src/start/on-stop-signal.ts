/** Calls `stop` once, for the first of the signals; a second one ends the process at once, for whoever has no patience. */
export function onStopSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  const handle = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    stop().catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
}
