import { startApi } from "../../../backend/src/api/start-api.ts";
import { startRelay } from "../../../backend/src/platform/queue/index.ts";
import { createTortureApp } from "./create-torture-app.ts";
import { runAsProcess } from "./run-as-process.ts";

/** The API by itself; made to be killed. */
await runAsProcess(async () => {
  const { app } = await createTortureApp();
  startRelay(app);
  await startApi(app, {
    port: app.config.port,
    host: "localhost",
    // Everybody logs in at once here.
    requestLimits: { loginsPerMinute: 10_000, operationsPerMinute: 10_000 },
  });
});
