import { createApp } from "../app.ts";
import { RejectedError } from "../kernel/index.ts";
import { loadConfig } from "../platform/config/index.ts";
import { startRelay } from "../platform/queue/index.ts";
import { startApi } from "./start-api.ts";

/** The API as a process of its own. */
async function main(): Promise<void> {
  const config = loadConfig();
  const app = await createApp(config);
  // What logins and the pilots' wishes queue is handed on from here.
  const relay = startRelay(app);
  const closeApp = async (): Promise<void> => {
    await relay.close();
    await app.close();
  };
  const api = await startApi(app, {
    port: config.port,
    host: "0.0.0.0",
  }).catch(async (error: unknown) => {
    await closeApp();
    throw error;
  });

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    api.close().then(closeApp).catch(fail);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

function fail(error: unknown): void {
  const text =
    error instanceof RejectedError
      ? error.message
      : ((error as Error).stack ?? String(error));
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

await main().catch(fail);
