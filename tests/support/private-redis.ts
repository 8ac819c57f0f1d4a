import { spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "./free-port.ts";
import { until } from "./until.ts";
import { connect } from "node:net";

/** A Redis of the test's own, which it may restart or cut without disturbing anybody. */
export async function startPrivateRedis(): Promise<{
  url: string;
  stop(): Promise<void>;
}> {
  const port = await freePort();
  const server = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--save", ""],
    { stdio: "ignore" },
  );
  const failed = once(server, "error");
  await until("Redis listens", () => {
    const socket = connect(port, "127.0.0.1");
    return Promise.race([
      once(socket, "connect").then(
        () => {
          socket.destroy();
          return true;
        },
        () => false,
      ),
      failed.then(([error]) => {
        throw error as Error;
      }),
    ]);
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill("SIGKILL");
      await once(server, "exit");
    },
  };
}
