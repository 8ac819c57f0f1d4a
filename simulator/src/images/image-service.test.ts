import { expect, test } from "vitest";
import { pilot, testSimulator } from "../testing/test-simulator.ts";

test("draws pictures that stay the same", async () => {
  const simulator = await testSimulator();
  const draw = async (
    path: string,
  ): Promise<[number, string | null, string]> => {
    const answer = await fetch(`${simulator.services.images}${path}`);
    return [
      answer.status,
      answer.headers.get("content-type"),
      await answer.text(),
    ];
  };
  for (const path of [
    `/characters/${pilot}/portrait?size=64`,
    "/corporations/98900001/logo",
    "/alliances/99900001/logo?size=128",
    "/types/587/icon?size=32",
    "/types/587/render?size=512",
    "/types/691/bp",
    "/types/691/bpc?size=64",
  ]) {
    const [status, type, svg] = await draw(path);
    expect([status, type]).toEqual([200, "image/svg+xml"]);
    expect(svg).toMatch(/^<svg [^>]+>[\s\S]+<\/svg>\n$/);
    expect((await draw(path))[2]).toBe(svg);
  }
  expect((await draw("/types/587/icon?size=64"))[2]).toContain('width="64"');
  expect((await draw("/types/587/icon?size=65"))[0]).toBe(400);
  expect((await draw("/types/587/portrait"))[0]).toBe(404);
  expect(JSON.parse((await draw("/types/587"))[2])).toEqual([
    "icon",
    "render",
    "bp",
    "bpc",
  ]);
});
