import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { projectFolder } from "@killreport/backend/platform/config/index.ts";
import type { Simulator } from "@killreport/simulator";

const readyWithinMs = 60_000;

/** All of the site in one process, as `npm start` runs it, with EVE elsewhere. */
export async function startSite(
  simulator: Simulator,
  site: { databaseUrl: string; dataDir: string; port: number },
): Promise<{ url: string; close(): Promise<void> }> {
  const url = `http://localhost:${site.port}`;
  const { services, demoClient } = simulator;
  const child = spawn(process.execPath, ["scripts/src/start.ts"], {
    cwd: projectFolder,
    env: {
      PATH: process.env["PATH"],
      LOG_LEVEL: "error",
      PORT: String(site.port),
      CONTACT: "bench",
      DATABASE_URL: site.databaseUrl,
      KILLREPORT_DATA_DIR: site.dataDir,
      EVE_CLIENT_ID: demoClient.id,
      EVE_CLIENT_SECRET: demoClient.secret,
      EVE_CALLBACK_URL: `${url}/auth/callback`,
      EVE_SSO_URL: services.sso,
      ESI_URL: services.esi,
      IMAGES_URL: services.images,
      R2Z2_URL: services.r2z2,
      ZKILLBOARD_URL: services.zkillboard,
      EVEREF_URL: services.everef,
      JANICE_URL: services.janice,
      MUTAMARKET_URL: services.mutamarket,
      STATIC_DATA_URL: services.staticData,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "close");
  const close = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  try {
    const endMs = Date.now() + readyWithinMs;
    while (!(await isReady(url))) {
      if (child.exitCode !== null || Date.now() > endMs)
        throw new Error("The site did not start: its words are above");
      await setTimeout(100);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ready`)).ok;
  } catch {
    // Nobody listens there yet.
    return false;
  }
}
