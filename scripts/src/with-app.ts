import { type App, createApp } from "@killreport/backend/app.ts";
import { loadConfig } from "@killreport/backend/platform/config/index.ts";
import { explain } from "@killreport/backend/platform/log/index.ts";

/** Runs a command on the application and closes it; a failure is printed and makes the exit code 1. */
export async function withApp(
  work: (app: App) => Promise<void>,
): Promise<void> {
  try {
    const app = await createApp(loadConfig());
    try {
      await work(app);
    } finally {
      await app.close();
    }
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
