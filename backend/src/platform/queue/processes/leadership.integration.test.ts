import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { proxyUrl } from "../../../../../tests/support/tcp-proxy.ts";
import { until } from "../../../../../tests/support/until.ts";
import { silentLogger } from "../../../kernel/index.ts";
import { type Leadership, startLeadership } from "./leadership.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

function candidate(
  office: string,
  events: string[],
  name: string,
  url = testDatabase.url,
): Leadership {
  return startLeadership({
    url,
    office,
    retryMs: 20,
    log: silentLogger,
    lead() {
      events.push(`${name} leads`);
      return () => {
        events.push(`${name} stopped`);
        return Promise.resolve();
      };
    },
  });
}

test("one leads, and another takes over when it leaves", async () => {
  const events: string[] = [];
  const first = candidate("one", events, "first");
  await until("the first leads", () => first.isLeader());
  const second = candidate("one", events, "second");
  const elsewhere = candidate("two", events, "elsewhere");
  await until("the other office is taken", () => elsewhere.isLeader());
  expect(second.isLeader()).toBe(false);
  await first.close();
  await until("the second leads", () => second.isLeader());
  expect(events).toEqual([
    "first leads",
    "elsewhere leads",
    "first stopped",
    "second leads",
  ]);
  await Promise.all([second.close(), elsewhere.close()]);
});

test("a leader whose connection breaks stops leading, and somebody leads again", async () => {
  const line = await proxyUrl(testDatabase.url);
  const events: string[] = [];
  const first = candidate("three", events, "first", line.url);
  await until("the first leads", () => first.isLeader());
  const second = candidate("three", events, "second");
  line.proxy.block();
  await until("the second leads", () => second.isLeader());
  await until("the first has noticed", () => !first.isLeader());
  expect(events).toContain("first stopped");
  line.proxy.restore();
  await second.close();
  await until("the first leads again", () => first.isLeader());
  await first.close();
  await line.proxy.close();
});
