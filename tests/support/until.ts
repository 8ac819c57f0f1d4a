/** Waits until `probe` gives something other than false, null or undefined; fails with `what` after `timeoutMs`. */
export async function until<Value>(
  what: string,
  probe: () => Promise<Value> | Value,
  timeoutMs = 30_000,
): Promise<NonNullable<Exclude<Value, false>>> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value !== false && value !== null && value !== undefined)
      return value as NonNullable<Exclude<Value, false>>;
    if (performance.now() > end)
      throw new Error(`Waited ${timeoutMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
