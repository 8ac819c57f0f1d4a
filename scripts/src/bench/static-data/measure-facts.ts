import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createApp } from "@killreport/backend/app.ts";
import { loadConfig } from "@killreport/backend/platform/config/index.ts";

const lookUps = 5_000_000;

/** What a process pays for the static data in memory: time and megabytes to have them, and nanoseconds for one question about a type. */
export async function measureFacts(site: {
  databaseUrl: string;
  dataDir: string;
}): Promise<{ loadMs: number; megabytes: number; lookUpNs: number }> {
  const app = await createApp(
    loadConfig({
      NODE_ENV: "test",
      LOG_LEVEL: "silent",
      DATABASE_URL: site.databaseUrl,
      KILLREPORT_DATA_DIR: site.dataDir,
    }),
  );
  try {
    const before = heldMb();
    const startedAt = performance.now();
    const facts = await app.universe.facts();
    const loadMs = performance.now() - startedAt;
    const megabytes = heldMb() - before;
    const beganAt = performance.now();
    let found = 0;
    for (let index = 0; index < lookUps; index++) {
      const type = facts.type(index % 50_000);
      if (type?.attribute(500) !== undefined) found++;
    }
    if (found === 0) throw new Error("No type has the attribute asked for");
    const lookUpNs = ((performance.now() - beganAt) * 1e6) / lookUps;
    return { loadMs, megabytes, lookUpNs };
  } finally {
    await app.close();
  }
}

/** What is left of memory after everything nobody needs was let go of. */
function heldMb(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
