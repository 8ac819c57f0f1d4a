import { fleet } from "../../../workers/fleet.ts";
import { startProcess } from "../../../workers/start-process.ts";
import { createTortureApp } from "./create-torture-app.ts";
import { runAsProcess } from "./run-as-process.ts";

/** Does everything workers and scheduler do; made to be killed. */
await runAsProcess(async () => {
  const { app, cron } = await createTortureApp();
  const role = { name: "torture", lines: fleet, isScheduler: true, cron };
  await startProcess(app, role);
});
