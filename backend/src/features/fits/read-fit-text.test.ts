import { expect, it } from "vitest";
import { RejectedError } from "../../kernel/index.ts";
import { readFitText } from "./read-fit-text.ts";

const refusal = (text: string): RejectedError => {
  try {
    readFitText(text);
  } catch (error) {
    if (error instanceof RejectedError) return error;
    throw error;
  }
  throw new Error("It was read");
};

/** Of this process's own work: what a busy machine makes it wait does not count. */
const millisecondsSince = (before: NodeJS.CpuUsage): number =>
  process.cpuUsage(before).user / 1000;

it("refuses a megabyte with a sentence, at once", () => {
  const before = process.cpuUsage();
  const error = refusal(
    `[Rifter, Huge]\n${"Damage Control II\n".repeat(60_000)}`,
  );
  expect(error.code).toBe("FIT_TOO_LONG");
  expect(error.message).toMatch(
    /^This text has 1,080,015 characters; 100,000 are read at most\. Paste fewer fits at a time\.$/,
  );
  expect(millisecondsSince(before)).toBeLessThan(500);
});

it("refuses a link of tens of thousands of parts instead of working on it", () => {
  const error = refusal(`587:${"34:".repeat(20_000)}:`);
  expect(error.code).toBe("FIT_TOO_LONG");
  expect(error.message).toContain("parts");
});

it("refuses thousands of lines, and nothing at all", () => {
  expect(refusal(`[Rifter, x]${"\n".repeat(6000)}EMP S`).code).toBe(
    "FIT_TOO_LONG",
  );
  expect(refusal(" \ufeff\r\n ").message).toMatch(/^Paste a fit:/);
});

it("asks for few names a line, whatever a line holds", () => {
  const commas = readFitText(`[Rifter, x]\n${"a,".repeat(40_000)}`);
  expect(commas.names.size).toBeLessThan(60);
  for (const name of commas.names) expect(name.length).toBeLessThan(250);
});

it("reads texts made to be slow in no time", () => {
  for (const text of [
    `[Rifter, x]\n${" x".repeat(49_000)}`,
    `[${"[".repeat(90_000)}`,
    `[Rifter, x]\n${"1".repeat(90_000)} x`,
    `[Rifter, x]\n#${"=".repeat(90_000)}`,
    `[Rifter, x]\n${" ".repeat(90_000)}/offline`,
    "<url=fitting:".repeat(7_000),
    `<url=fitting:${"1:".repeat(45_000)}`,
    `[Rifter, x]\n[empty ${" ".repeat(90_000)}`,
  ]) {
    const before = process.cpuUsage();
    const { names, read } = readFitText(text);
    read({
      named: new Map(),
      facts: { type: () => undefined },
      suggest: () => [],
    });
    expect(names.size).toBeLessThan(200);
    expect(millisecondsSince(before), text.slice(0, 30)).toBeLessThan(2_000);
  }
});
