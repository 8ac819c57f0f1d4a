import { expect, it } from "vitest";
import { createOutage } from "./outage.ts";

const at = (seconds: number) => new Date(seconds * 1000);

it("asks again the later the longer it fails, and at once after it came", () => {
  const outage = createOutage();
  expect(outage.retryAt("list", at(1000))).toEqual(at(1005));
  expect(outage.retryAt("list", at(1002))).toEqual(at(1007));
  expect(outage.retryAt("list", at(1060))).toEqual(at(1120));
  expect(outage.retryAt("list", at(1500))).toEqual(at(1800));
  outage.end("list");
  expect(outage.retryAt("list", at(1501))).toEqual(at(1506));
});

it("measures each by itself, and forgets what nobody asks for any more", () => {
  const outage = createOutage();
  outage.retryAt("a", at(0));
  expect(outage.retryAt("a", at(100))).toEqual(at(200));
  expect(outage.retryAt("b", at(100))).toEqual(at(105));
  outage.end("b");
  expect(outage.retryAt("a", at(200))).toEqual(at(400));
  expect(outage.retryAt("c", at(900))).toEqual(at(905));
  expect(outage.retryAt("a", at(901))).toEqual(at(906));
});
