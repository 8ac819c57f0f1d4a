import type { App } from "../../app.ts";
import { inTime } from "../../kernel/index.ts";
import { version } from "../../platform/config/index.ts";
import type { HttpServer } from "../../platform/http/index.ts";

const patienceMs = 3_000;

/** `/health`: this process runs. `/ready`: what it stands on answers, each by its name. */
export function addHealthRoutes(
  server: HttpServer,
  { database, driver, pubsub, log, implementations }: App,
): void {
  const checks: Record<string, () => Promise<unknown>> = {
    database: () => database.pool.query("SELECT 1"),
    queue: () =>
      driver.counts(
        implementations.slice(0, 1).map(({ contract }) => contract.name),
      ),
    pubsub: () => pubsub.publish("ready", ""),
  };

  async function answers([name, check]: [string, () => Promise<unknown>]) {
    try {
      await inTime(check(), patienceMs);
      return [name, "ok"] as const;
    } catch (error) {
      log.warn({ check: name, err: error }, "not ready");
      return [name, "does not answer"] as const;
    }
  }

  server.get("/health", (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok", version }),
  );
  server.get("/ready", async (_request, reply) => {
    const results = await Promise.all(Object.entries(checks).map(answers));
    const isReady = results.every(([, result]) => result === "ok");
    return reply
      .code(isReady ? 200 : 503)
      .header("cache-control", "no-store")
      .send({
        status: isReady ? "ok" : "not ready",
        checks: Object.fromEntries(results),
      });
  });
}
