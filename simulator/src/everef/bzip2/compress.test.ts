import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createRandom } from "../../world/random.ts";
import { compress } from "./compress.ts";

async function packed(...text: Uint8Array[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of compress(text)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const random = createRandom(7);
const noise = Buffer.from(
  Array.from({ length: 120_000 }, () => random.between(0, 255)),
);
const speech = Buffer.from(
  Array.from(
    { length: 20_000 },
    () =>
      `{"killmail_id":${random.between(1, 999)},"flag":${random.between(1, 30)}},`,
  ).join(""),
);
const texts: Record<string, Buffer> = {
  nothing: Buffer.alloc(0),
  "one byte": Buffer.from("a"),
  "two alike": Buffer.from("aa"),
  "runs of four, five, 255, 256 and 259": Buffer.from(
    [4, 5, 255, 256, 259]
      .map((length) => "ab"[length % 2]?.repeat(length))
      .join("c"),
  ),
  "three hundred thousand zeros": Buffer.alloc(300_000),
  "one rhyme over and over": Buffer.from("abc".repeat(50_000)),
  "noise of every byte": noise,
  speech: speech,
};

const hasBzip2 = spawnSync("bzip2", ["--help"]).error === undefined;

test.skipIf(!hasBzip2).each(Object.entries(texts))(
  "bzip2 unpacks %s",
  async (_name, text) => {
    const { status, stdout, stderr } = spawnSync("bzip2", ["-dc"], {
      input: await packed(text.subarray(0, 1_000), text.subarray(1_000)),
      maxBuffer: 1e8,
    });
    expect([status, stderr.toString()]).toEqual([0, ""]);
    expect(stdout.equals(text)).toBe(true);
  },
);

test("packs as it always did", async () => {
  const sums = await Promise.all(
    Object.values(texts).map(async (text) =>
      createHash("sha1")
        .update(await packed(text))
        .digest("hex")
        .slice(0, 8),
    ),
  );
  expect(sums).toMatchInlineSnapshot(`
    [
      "06d0f511",
      "8b9aacc6",
      "6dc2fe22",
      "0148049a",
      "46b0a022",
      "def626ed",
      "3736b8ef",
      "ede7e841",
    ]
  `);
});

test("speech becomes a fraction of itself", async () => {
  expect((await packed(speech)).length).toBeLessThan(speech.length / 5);
});
