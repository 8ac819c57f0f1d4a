import { createApp } from "../../backend/src/app.ts";
import { loadConfig } from "../../backend/src/platform/config/index.ts";
import { fleet } from "../../workers/fleet.ts";
import { startProcess } from "../../workers/start-process.ts";
import { createChaosDriver } from "../support/chaos-driver.ts";

/** A process that does everything workers and scheduler do, over a queue at its worst; made to be killed. */
let duplicates = 0;
const app = await createApp(loadConfig(), {
  wrapDriver: (driver) =>
    createChaosDriver(driver, Math.random, () => {
      if (++duplicates % 10 === 1) process.stdout.write("duplicate\n");
    }),
});
await startProcess(app, { name: "chaos", lines: fleet, isScheduler: true });
process.stdout.write("ready\n");
