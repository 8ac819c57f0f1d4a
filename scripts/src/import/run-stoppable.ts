import type { App } from "@killreport/backend/app.ts";
import { startRelay } from "@killreport/backend/platform/queue/index.ts";
import { withApp } from "../with-app.ts";

/** Runs work on the application that Ctrl+C stops (exit code 130) after what is under way, and hands on what it ordered. */
export async function runStoppable(
  work: (app: App, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  await withApp(async (app) => {
    const relay = startRelay(app);
    try {
      await work(app, stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) throw error;
      console.error("Stopped. Start it again to go on.");
      process.exitCode = 130;
    } finally {
      await relay.run();
      await relay.close();
    }
  });
}
