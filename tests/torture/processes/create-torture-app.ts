import { type App, createApp } from "../../../backend/src/app.ts";
import { loadConfig } from "../../../backend/src/platform/config/index.ts";
import { createChaosDriver } from "../../support/chaos-driver.ts";
import { createScaledClock } from "../../support/scaled-clock.ts";

/** A call to ESI may take as long as in real life. */
const holdMs = 12_000;

/** The application on a fast clock and over a queue at its worst; `cron` is every minute of that clock. */
export async function createTortureApp(): Promise<{ app: App; cron: string }> {
  const [originMs, factor = 1] = process.argv.slice(2).map(Number);
  const app = await createApp(loadConfig(), {
    clock: createScaledClock(originMs ?? 0, factor),
    esiHoldMs: holdMs * factor,
    wrapDriver: (driver) => createChaosDriver(driver),
  });
  return { app, cron: `*/${Math.max(1, Math.round(60 / factor))} * * * * *` };
}
