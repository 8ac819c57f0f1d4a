import { expect, test } from "vitest";
import { splitMembers } from "./split-members.ts";

async function split(
  text: string,
  { pieces = 1, most = 1_000 } = {},
): Promise<string[]> {
  const size = Math.ceil(text.length / pieces);
  async function* chunks() {
    for (let at = 0; at < text.length; at += size)
      yield await Promise.resolve(text.slice(at, at + size));
  }
  const members: string[] = [];
  for await (const member of splitMembers(chunks(), most)) members.push(member);
  return members;
}

const nested = {
  "1": { name: 'a "quoted", {braced} \\', list: [{ a: [1, { b: 2 }] }, "]"] },
  "2": {},
  "3": null,
};

test("finds the members of an object, wherever the text is cut", async () => {
  for (const text of [JSON.stringify(nested), JSON.stringify(nested, null, 2)])
    for (let pieces = 1; pieces <= text.length; pieces++) {
      const members = await split(text, { pieces });
      expect(JSON.parse(`{${members.join()}}`)).toEqual(nested);
      expect(members).toHaveLength(3);
    }
});

test("an empty object has none", async () => {
  expect(await split(" { } ")).toEqual([]);
});

test.each(["[1]", '"x"', "<html>", "", '{"1":{}', '{"1":{}} {', '{"1":"}'])(
  "%o is no object",
  async (text) => {
    await expect(split(text)).rejects.toThrow(SyntaxError);
  },
);

test("a member that never ends is given up", async () => {
  const text = `{"1":"${"x".repeat(500)}"}`;
  await expect(split(text, { pieces: 20, most: 100 })).rejects.toThrow(
    "longer than 100",
  );
});
