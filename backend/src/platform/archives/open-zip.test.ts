import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { writeStaticDataArchive } from "@killreport/simulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openZip } from "./open-zip.ts";

const folder = mkdtempSync(join(tmpdir(), "killreport-zip-"));
const whole = join(folder, "whole.zip");
const lines = (count: number, noise: string) =>
  Array.from({ length: count }, (_, index) => ({ index, noise }));
const members = {
  "small.jsonl": lines(3, "a"),
  "large.jsonl": lines(20_000, "ümlaut"),
};

beforeAll(() =>
  pipeline(
    writeStaticDataArchive(
      new Map(
        Object.entries(members).map(([name, rows]) => [
          name.replace(".jsonl", ""),
          () => rows,
        ]),
      ),
      { mtime: new Date("2026-06-02T11:00:00Z") },
    ),
    createWriteStream(whole),
  ),
);
afterAll(() => rmSync(folder, { recursive: true }));

async function read(path: string, name: string): Promise<string> {
  const zip = await openZip(path);
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of zip.read(name)) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  } finally {
    zip.close();
  }
}

const changed = async (name: string, change: (bytes: Buffer) => Buffer) => {
  const path = join(folder, name);
  await writeFile(path, change(Buffer.from(readFileSync(whole))));
  return path;
};

test("members are read in any sequence, without what lies between them", async () => {
  const zip = await openZip(whole);
  const text = members["large.jsonl"]
    .map((row) => `${JSON.stringify(row)}\n`)
    .join("");
  expect([...zip.members.keys()]).toEqual(Object.keys(members));
  expect(zip.members.get("large.jsonl")?.bytes).toBe(Buffer.byteLength(text));
  zip.close();
  expect(await read(whole, "large.jsonl")).toBe(text);
  expect(await read(whole, "small.jsonl")).toContain('{"index":2,"noise":"a"}');
});

test("what is wanted no longer is let go of", async () => {
  const zip = await openZip(whole);
  for await (const piece of zip.read("large.jsonl")) {
    expect(piece.length).toBeGreaterThan(0);
    break;
  }
  zip.close();
});

test("an archive that is cut off is refused before anything is read of it", async () => {
  const path = await changed("cut.zip", (bytes) =>
    bytes.subarray(0, bytes.length - 10),
  );
  await expect(openZip(path)).rejects.toMatchObject({
    code: "ARCHIVE_DAMAGED",
    message: expect.stringContaining("cut.zip is damaged") as string,
  });
});

test("bytes that are others than they were are noticed", async () => {
  // The checksum as the directory at the archive's end has it.
  const path = await changed("other.zip", (bytes) => {
    const entry = bytes.indexOf("PK\u0001\u0002", 0, "latin1");
    bytes[entry + 16] = (bytes[entry + 16] ?? 0) ^ 1;
    return bytes;
  });
  await expect(read(path, "small.jsonl")).rejects.toMatchObject({
    code: "ARCHIVE_DAMAGED",
    message: expect.stringContaining("another checksum") as string,
  });
  expect(await read(path, "large.jsonl")).not.toBe("");
});

test("a file that is not there is said to be missing", async () => {
  await expect(openZip(join(folder, "none.zip"))).rejects.toMatchObject({
    code: "NO_FILE",
  });
});
