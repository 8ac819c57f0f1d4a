import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { inventKillmail } from "../test-support/invent-killmail.ts";
import { bodyDictionary } from "./body-dictionary.ts";
import { packBody, unpackBody } from "./pack-body.ts";

test("a body comes back byte for byte: key order, unknown fields, large and small numbers, any text", () => {
  const esi = inventKillmail(1, {
    added_later: { ключ: ["❤", null, 1e-7, 1.7976931348623157e308] },
  });
  const packed = packBody(esi);
  expect(JSON.stringify(unpackBody(packed))).toBe(JSON.stringify(esi));
});

test("the dictionary of codec 1 never changes: stored bodies can only be read with these very bytes", () => {
  const hash = createHash("sha256").update(bodyDictionary()).digest("hex");
  expect(hash).toBe(
    "4d4a7e993ad623b854bc02a80097f3f71913ded5905a5fd77b484dbc29a5f835",
  );
});

test("the dictionary makes a small mail several times smaller than its JSON", () => {
  const esi = inventKillmail(1);
  expect(packBody(esi).bytes.length).toBeLessThan(
    JSON.stringify(esi).length / 3,
  );
});

test("what the first codec packed is read as ever", () => {
  const esi = inventKillmail(1);
  const bytes = deflateRawSync(JSON.stringify(esi), {
    level: 9,
    dictionary: bodyDictionary(),
  });
  expect(unpackBody({ codec: 1, bytes })).toEqual(esi);
});

test("a codec this version does not know is said, not guessed", () => {
  const { bytes } = packBody(inventKillmail(1));
  expect(() => unpackBody({ codec: 3, bytes })).toThrow("codec 3");
});
