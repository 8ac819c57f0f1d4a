import { createApp } from "../../backend/src/app.ts";
import { loadConfig } from "../../backend/src/platform/config/index.ts";
import { fleet } from "../../workers/fleet.ts";
import { startProcess } from "../../workers/start-process.ts";

/** A process that does everything workers and scheduler do, as it is in production. */
const app = await createApp(loadConfig());
await startProcess(app, { name: "all", lines: fleet, isScheduler: true });
process.stdout.write("ready\n");
