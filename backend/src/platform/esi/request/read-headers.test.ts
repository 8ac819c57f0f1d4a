import { describe, expect, it } from "vitest";
import {
  freshUntil,
  numberHeader,
  retryAfter,
  waitUntil,
} from "./read-headers.ts";

const now = new Date("2026-11-21T12:00:00Z");
const seconds = (count: number) => new Date(now.getTime() + count * 1000);

describe("ESI's headers", () => {
  it("gives a whole number or nothing", () => {
    const headers = new Headers({ a: "12", b: "x", c: "-3", d: "1.5" });
    expect(
      ["a", "b", "c", "d", "e"].map((name) => numberHeader(headers, name)),
    ).toEqual([12, null, null, null, null]);
  });

  it("takes max-age for the time left, less the age", () => {
    const headers = new Headers({
      "cache-control": "public, max-age=300",
      age: "100",
      expires: "Sat, 21 Nov 2026 19:00:00 GMT",
    });
    expect(freshUntil(headers, now)).toEqual(seconds(200));
  });

  it("measures Expires from the answer's own date, so that a wrong clock does no harm", () => {
    const headers = new Headers({
      date: "Sat, 21 Nov 2026 09:00:00 GMT",
      expires: "Sat, 21 Nov 2026 09:05:00 GMT",
    });
    expect(freshUntil(headers, now)).toEqual(seconds(300));
    headers.delete("date");
    headers.set("expires", "Sat, 21 Nov 2026 12:01:00 GMT");
    expect(freshUntil(headers, now)).toEqual(seconds(60));
    expect(freshUntil(new Headers(), now)).toBeNull();
  });

  it("reads Retry-After as seconds or as a date", () => {
    expect(retryAfter(new Headers({ "retry-after": "30" }), now)).toEqual(
      seconds(30),
    );
    const date = new Headers({
      date: "Sat, 21 Nov 2026 12:00:00 GMT",
      "retry-after": "Sat, 21 Nov 2026 12:00:45 GMT",
    });
    expect(retryAfter(date, now)).toEqual(seconds(45));
    expect(retryAfter(new Headers(), now)).toBeNull();
  });

  it("waits for the error limit's reset at 420, for Retry-After at 429, a minute when nothing is said", () => {
    const headers = new Headers({
      "x-esi-error-limit-reset": "20",
      "retry-after": "40",
    });
    expect(waitUntil(420, headers, now)).toEqual(seconds(20));
    expect(waitUntil(429, headers, now)).toEqual(seconds(40));
    expect(waitUntil(429, new Headers(), now)).toEqual(seconds(60));
  });
});
