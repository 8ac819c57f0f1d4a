import { expect, it } from "vitest";
import { silentLogger } from "../../kernel/index.ts";
import { tell } from "./tell.ts";

it("publishes, and only logs that nobody could be told", async () => {
  const told: string[] = [];
  const warnings: string[] = [];
  const log = {
    ...silentLogger,
    warn: (_fields: object, message: string) => void warnings.push(message),
  };
  const there = (channel: string, payload: string) => {
    told.push(`${channel} ${payload}`);
    return Promise.resolve();
  };
  const away = () => Promise.reject(new Error("Redis is away"));
  await tell({ pubsub: { publish: there }, log }, "channel", "news");
  await tell({ pubsub: { publish: away }, log }, "channel", "news");
  expect(told).toEqual(["channel news"]);
  expect(warnings).toEqual(["News could not be published"]);
});
