import { expect, test } from "vitest";
import { longestText } from "../../killmails/index.ts";
import { readLines } from "./read-lines.ts";

async function cut(chunks: readonly string[], size: number) {
  const tooLong: number[] = [];
  const pieces: string[] = [];
  const bytes = (async function* () {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  })();
  for await (const { text } of readLines(
    bytes,
    (line) => tooLong.push(line),
    size,
  ))
    pieces.push(Buffer.from(text).toString());
  return { pieces, tooLong };
}

test("pieces are whole lines, wherever the chunks end", async () => {
  const text = Array.from({ length: 50 }, (_, line) => `line ${line} ❤`).join(
    "\n",
  );
  for (const step of [1, 3, 7, 64, 1000]) {
    const chunks: string[] = [];
    for (let from = 0; from < text.length; from += step)
      chunks.push(text.slice(from, from + step));
    const { pieces } = await cut(chunks, 40);
    expect(pieces.join("")).toBe(text);
    expect(pieces.length).toBeGreaterThan(step < 1000 ? 5 : 0);
    for (const piece of pieces.slice(0, -1))
      expect(piece.endsWith("\n")).toBe(true);
  }
});

test("nothing makes no piece", async () => {
  expect((await cut([], 40)).pieces).toEqual([]);
  expect((await cut([""], 40)).pieces).toEqual([]);
});

test("a line beyond all measure is passed over, with its number, and not held", async () => {
  const part = "x".repeat(longestText / 8);
  const { pieces, tooLong } = await cut(
    [
      "one\ntwo\nthr",
      "ee\n",
      ...Array.from({ length: 20 }, () => part),
      "end\nfive\n",
      "six",
    ],
    1_000_000,
  );
  expect(pieces.join("")).toBe("one\ntwo\nthree\nfive\nsix");
  expect(tooLong).toEqual([4]);
});
