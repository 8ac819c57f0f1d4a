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

test("a small mail takes a fraction of its JSON", () => {
  const esi = inventKillmail(1);
  expect(packBody(esi).bytes.length).toBeLessThan(
    JSON.stringify(esi).length / 3,
  );
});

test.each([
  [1, bodyDictionary()],
  [2, bodyDictionary().subarray(-1024)],
])("what codec %d packed is read as ever", (codec, dictionary) => {
  const esi = inventKillmail(1);
  const bytes = deflateRawSync(JSON.stringify(esi), { dictionary });
  expect(unpackBody({ codec, bytes })).toEqual(esi);
});

test("what codec 3 packed is read as ever", () => {
  const hex =
    "660427a7ee858d06b8a09c394684dcc0b81f84e4f5ba01d00f17010e14ac6c1701020088018092f401000400621b80b8c9e5ae040f40020000000000000f43abc16d674ec800ac1217012b05090a0b0c00130b61646465645f6c6174657209d00f07230f1702031303e29da4";
  expect(unpackBody({ codec: 3, bytes: Buffer.from(hex, "hex") })).toEqual(
    oneOfEverything,
  );
  expect(Buffer.from(packBody(oneOfEverything).bytes).toString("hex")).toBe(
    hex,
  );
});

test("a codec this version does not know is said, not guessed", () => {
  const { bytes } = packBody(inventKillmail(1));
  expect(() => unpackBody({ codec: 4, bytes })).toThrow("codec 4");
});

/** Known and unknown keys, a container, every way to write a number. */
const oneOfEverything = {
  killmail_id: 1,
  killmail_time: "2021-11-27T00:09:11Z",
  solar_system_id: 30000142,
  victim: {
    character_id: 2110000001,
    corporation_id: 98000001,
    damage_taken: 500,
    items: [
      {
        flag: 5,
        item_type_id: 3467,
        items: [
          {
            flag: 0,
            item_type_id: 34,
            quantity_destroyed: 1000000,
            singleton: 0,
          },
        ],
        quantity_dropped: 1,
        singleton: 0,
      },
    ],
    position: { x: -150000000000, y: 2.25, z: 1e18 },
    ship_type_id: 587,
  },
  attackers: [
    {
      corporation_id: 98000001,
      damage_done: 500,
      final_blow: true,
      security_status: -1.5,
      added_later: [null, "❤"],
    },
  ],
};
