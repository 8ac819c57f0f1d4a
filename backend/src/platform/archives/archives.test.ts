import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isProgramHere } from "../../../../tests/support/is-program-here.ts";
import { openBzip2, bzip2Library, findDecoder } from "./open-bzip2.ts";
import { readTar } from "./read-tar.ts";

const folder = mkdtempSync(join(tmpdir(), "killreport-archives-"));
const archive = join(folder, "day.tar.bz2");
const canPack = isProgramHere("bzip2") && isProgramHere("tar");
const texts = new Map(
  Array.from({ length: 60 }, (_, index) => [
    `killmails/${index}.json`,
    JSON.stringify({ index, noise: randomText(index * 150, index) }),
  ]),
);

beforeAll(() => {
  if (!canPack) return;
  execFileSync("mkdir", ["-p", join(folder, "killmails")]);
  for (const [name, text] of texts) writeFileSync(join(folder, name), text);
  execFileSync("tar", ["-C", folder, "-cjf", archive, "killmails"]);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(path: string, decoders?: string[], largest = 1e6) {
  const found = new Map<string, string>();
  const tooLarge: string[] = [];
  let failure: unknown = null;
  try {
    for await (const { name, bytes } of readTar(openBzip2(path, decoders), {
      largest,
      onTooLarge: (one) => tooLarge.push(one),
    }))
      found.set(name, Buffer.from(bytes).toString());
  } catch (error) {
    failure = error;
  }
  return { found, tooLarge, failure };
}

describe.skipIf(!canPack).each([
  ["by a program", ["bzip2"]],
  ["by the library", []],
])("%s", (_name, decoders) => {
  test("every file comes out as it went in", async () => {
    const { found, failure } = await read(archive, decoders);
    expect(failure).toBeNull();
    expect(found).toEqual(texts);
  });

  test("a file that is too large is passed over", async () => {
    const { found, tooLarge } = await read(archive, decoders, 5_000);
    expect(tooLarge.length).toBeGreaterThan(20);
    expect(found.size + tooLarge.length).toBe(texts.size);
  });

  test.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    [
      "with a broken bit",
      (bytes: Buffer) => {
        const copy = Buffer.from(bytes);
        copy.writeUInt8((copy.at(-200) ?? 0) ^ 4, copy.length - 200);
        return copy;
      },
    ],
    ["that is none", () => Buffer.from("<html>Not found</html>".repeat(50))],
  ])("an archive %s is said to be damaged", async (_kind, damage) => {
    const path = join(folder, `damaged-${decoders.length}.tar.bz2`);
    writeFileSync(path, damage(readFileSync(archive)));
    const { failure } = await read(path, decoders);
    expect(failure).toMatchObject({
      code: "ARCHIVE_DAMAGED",
      message: expect.stringContaining("damaged") as string,
    });
  });

  test("a file that is not there is another matter", async () => {
    const { failure } = await read(join(folder, "nothing.tar.bz2"), decoders);
    expect(failure).not.toBeNull();
  });
});

test.skipIf(!canPack)(
  "whoever stops early leaves nothing running",
  async () => {
    for await (const chunk of openBzip2(archive, ["bzip2"])) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
  },
);

test("without any program the library does it", async () => {
  expect(await findDecoder(["no-such-program-anywhere"])).toBe(bzip2Library);
});

function randomText(length: number, seed: number): string {
  let state = seed + 1;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36);
  }
  return text.slice(0, length);
}
