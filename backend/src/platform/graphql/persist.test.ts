import { expect, test, vi } from "vitest";
import { silentLogger } from "../../kernel/index.ts";
import { persist } from "./persist.ts";

const log = silentLogger;

test("tries again what failed", async () => {
  const step = vi
    .fn<() => Promise<number>>()
    .mockRejectedValueOnce(new Error("connection lost"))
    .mockResolvedValue(7);
  const { signal } = new AbortController();
  expect(await persist(step, { log, signal, retryMs: 1 })).toBe(7);
});

test("ends when the client has left", async () => {
  const leaving = new AbortController();
  const step = vi.fn(() => {
    leaving.abort();
    return Promise.reject(new Error("connection lost"));
  });
  const { signal } = leaving;
  expect(await persist(step, { log, signal, retryMs: 60_000 })).toBeNull();
  expect(step).toHaveBeenCalledOnce();
});
