import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineTask, RejectedError } from "../../../kernel/index.ts";
import { readPayload } from "./read-payload.ts";

const contract = defineTask({
  name: "greet",
  version: 3,
  payload: z.object({ names: z.array(z.string()) }),
  upgrade: (payload, fromVersion) =>
    fromVersion === 2
      ? { names: [(payload as { name: string }).name] }
      : payload,
});

describe("readPayload", () => {
  test("reads what fits the contract", () => {
    expect(readPayload(contract, { names: ["Chribba"] }, 3)).toEqual({
      names: ["Chribba"],
    });
  });

  test("upgrades what an older version wrote", () => {
    expect(readPayload(contract, { name: "Chribba" }, 2)).toEqual({
      names: ["Chribba"],
    });
  });

  test("rejects what does not fit, naming the field and not its value", () => {
    const read = () => readPayload(contract, { names: ["ok", 12345] }, 3);
    expect(read).toThrow(RejectedError);
    expect(read).toThrow(/names\.1/);
    expect(read).not.toThrow(/12345/);
  });

  test("rejects an older version nobody can upgrade", () => {
    const rigid = defineTask({ ...contract, upgrade: undefined as never });
    expect(() => readPayload(rigid, {}, 1)).toThrow(RejectedError);
  });

  test("leaves a newer version to a newer process: an error that is tried again", () => {
    const read = () => readPayload(contract, { names: [] }, 4);
    expect(read).toThrow(/version 4/);
    expect(read).not.toThrow(RejectedError);
  });
});
