import { expect, it } from "vitest";
import { createOutage } from "./outage.ts";

const at = (seconds: number) => new Date(seconds * 1000);

it("asks again the later the longer ESI is away, and at once after it was back", () => {
  const outage = createOutage();
  expect(outage.retryAt(at(1000))).toEqual(at(1005));
  expect(outage.retryAt(at(1002))).toEqual(at(1007));
  expect(outage.retryAt(at(1060))).toEqual(at(1120));
  expect(outage.retryAt(at(9000))).toEqual(at(9300));
  outage.end();
  expect(outage.retryAt(at(9301))).toEqual(at(9306));
});
