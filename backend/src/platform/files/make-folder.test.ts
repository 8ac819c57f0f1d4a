import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

const top = mkdtempSync(join(tmpdir(), "killreport-folder-"));
afterAll(() => rmSync(top, { recursive: true }));

test("folders above are made too, and it may be there already", () => {
  makeFolder(join(top, "a/b/c"));
  makeFolder(join(top, "a/b/c"));
  expect(existsSync(join(top, "a/b/c"))).toBe(true);
});

test("where no folder can be, it says so", () => {
  writeFileSync(join(top, "file"), "");
  expect(() => makeFolder(join(top, "file/a/b"))).toThrow();
});

test.runIf(process.platform === "linux")("below /proc it gives up", () => {
  expect(() => makeFolder("/proc/killreport/data")).toThrow("ENOENT");
});
