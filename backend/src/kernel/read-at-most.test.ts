import { expect, test, vi } from "vitest";
import { readAtMost } from "./read-at-most.ts";

test("gives the text of what is small enough, characters across chunks included", async () => {
  const bytes = new TextEncoder().encode("Ürgüp");
  const stream = new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    }),
  );
  expect(await readAtMost(stream.body, bytes.byteLength)).toBe("Ürgüp");
  expect(await readAtMost(null, 1)).toBe("");
});

test("leaves what is larger, and asks for no more of it", async () => {
  const cancel = vi.fn();
  const pull = vi.fn((controller: ReadableStreamDefaultController) => {
    controller.enqueue(new Uint8Array(10));
  });
  const { body } = new Response(new ReadableStream({ pull, cancel }));
  expect(await readAtMost(body, 35)).toBeNull();
  expect(cancel).toHaveBeenCalledOnce();
  expect(pull.mock.calls.length).toBeLessThan(7);
});
