import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "./free-port.ts";
import { isListening } from "./is-listening.ts";
import type { PrivateServer } from "./private-server.ts";
import { until } from "./until.ts";

/** A Redis that keeps nothing on disk: after a restart all its data is gone. */
export async function startPrivateRedis(): Promise<PrivateServer> {
  const port = await freePort();
  let server = await start();

  async function start(): Promise<ChildProcess> {
    const child = spawn(
      "redis-server",
      ["--port", String(port), "--bind", "127.0.0.1", "--save", ""],
      { stdio: "ignore" },
    );
    const failed = once(child, "error").then(([error]) => {
      throw error as Error;
    });
    await Promise.race([
      failed,
      until("Redis listens", () => isListening(port)),
    ]);
    return child;
  }

  async function stop(): Promise<void> {
    if (!server.kill("SIGKILL")) return;
    await once(server, "exit");
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    async restart() {
      await stop();
      server = await start();
    },
    stop,
  };
}
