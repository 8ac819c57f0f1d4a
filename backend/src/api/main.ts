import { createApp } from "../app.ts";
import { loadConfig } from "../platform/config/index.ts";
import { explain } from "../platform/log/index.ts";
import { startRelay } from "../platform/queue/index.ts";
import { startApi } from "./start-api.ts";

const usage = `Usage: npm run api

Serves the page, the GraphQL API and login on PORT (4000). Stop it with SIGTERM or SIGINT:
it answers what was asked already, ends subscriptions, and clients come back to another process.

Exit codes:
  0  stopped when it was told to
  1  could not start, or broke
`;

/** How long what was asked already may take once the process was told to stop. */
const graceMs = 10_000;

async function main(): Promise<void> {
  const stopped = Promise.withResolvers<string>();
  process.once("SIGTERM", stopped.resolve);
  process.once("SIGINT", stopped.resolve);

  const config = loadConfig();
  const app = await createApp(config);
  // What logins and the pilots' wishes queue is handed on from here.
  const relay = startRelay(app);
  const api = await startApi(app, { port: config.port, host: "0.0.0.0" });

  const signal = await stopped.promise;
  app.log.info({ signal }, "Stopping");
  setTimeout(() => process.exit(0), graceMs).unref();
  await api.close();
  await relay.close();
  await app.close();
}

if (process.argv.includes("--help")) {
  process.stdout.write(usage);
} else {
  try {
    await main();
    // Whatever timer a library left behind does not keep a stopped process.
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}
