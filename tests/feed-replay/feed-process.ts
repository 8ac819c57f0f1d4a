import { flushCompileCache } from "node:module";
import { createApp } from "../../backend/src/app.ts";
import { loadConfig } from "../../backend/src/platform/config/index.ts";
import { fleet } from "../../workers/fleet.ts";
import { startProcess } from "../../workers/start-process.ts";

/** The process that follows the feed, with those that repair what it missed; made to be killed. */
const wanted = ["live-feed", "killmails"];

await startProcess(await createApp(loadConfig()), {
  name: "live-feed",
  lines: fleet.filter(({ name }) => wanted.includes(name)),
});
process.stdout.write("ready\n");
// Written at the end of a process otherwise; the next one starts in half the time.
flushCompileCache();
