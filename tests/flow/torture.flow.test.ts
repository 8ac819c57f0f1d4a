import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { realData } from "../support/real-data.ts";
import { say } from "../support/say.ts";
import { metricLine } from "../support/metric.ts";
import { runTorture } from "../torture/run-torture.ts";

if (!existsSync(realData))
  say(
    `Skipped: the torture replays real killmails, and they are not at ${realData}`,
  );

/**
 * Five percent of what so few characters need is less than what a single piece of bad luck costs: an answer that came in
 * the moment in which PostgreSQL broke off (2 tokens to ask again), or ESI's refusal by which the loss of a role is
 * noticed (5). A handful of those has to be allowed for beside the share.
 */
const allowedTokens = 20;

describe.skipIf(!existsSync(realData))("the torture, in short", () => {
  it(
    "loses nothing, does nothing twice, and stays within ESI's budget",
    { timeout: 15 * 60_000 },
    async () => {
      const lines: string[] = [];
      const metrics = await runTorture({
        seed: 5,
        lastsMs: 45_000,
        everyMs: 1_500,
        factor: 15,
        characters: 24,
        corporations: 2,
        mostMails: 400,
        doomed: 1,
        workers: 2,
        dataFolder: realData,
        log: (line) => lines.push(line),
      }).catch((error: unknown) => {
        for (const line of lines) say(line);
        throw error;
      });
      const figures = Object.fromEntries(
        metrics.map(({ metric, value }) => [metric, value]),
      );
      const figure = (name: string) => figures[`torture.${name}`] ?? NaN;
      const explanation = [...lines, ...metrics.map(metricLine)].join("\n");
      const zero = [
        "lost",
        "twice",
        "untold",
        "dead_letters",
        "over_budget",
        "authorisations_lost",
        "crashes",
      ];
      for (const name of zero) expect(figure(name), explanation).toBe(0);
      const needless = figure("tokens_needless");
      const least = figure("tokens") - figure("tokens_excused") - needless;
      expect(figure("kills"), explanation).toBeGreaterThan(0);
      expect(figure("mails"), explanation).toBeGreaterThan(50);
      expect(needless, explanation).toBeLessThanOrEqual(
        allowedTokens + 0.05 * least,
      );
      say(
        `torture: ${figure("mails")} mails, ${figure("wrongs")} wrongs, ${figure("kills")} kills, ${needless} of ${figure("tokens")} tokens needless`,
      );
    },
  );
});
