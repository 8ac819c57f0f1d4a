import { createApp } from "../../backend/src/app.ts";
import { loadConfig } from "../../backend/src/platform/config/index.ts";
import { fleet } from "../../workers/fleet.ts";
import { startProcess } from "../../workers/start-process.ts";
import { createChaosDriver } from "../support/chaos-driver.ts";
import { createScaledClock } from "../support/scaled-clock.ts";

/** Does everything workers and scheduler do, on a fast clock and over a queue at its worst; made to be killed. */
const [originMs = "", factor = ""] = process.argv.slice(2);
const app = await createApp(loadConfig(), {
  clock: createScaledClock(Number(originMs), Number(factor)),
  wrapDriver: (driver) => createChaosDriver(driver),
});
await startProcess(app, { name: "torture", lines: fleet, isScheduler: true });
process.stdout.write("ready\n");
