import { createHash, timingSafeEqual } from "node:crypto";
import type { App } from "../../app.ts";
import {
  isFromThisMachine,
  type HttpRequest,
  type HttpServer,
} from "../../platform/http/index.ts";
import { createMetrics } from "../../platform/metrics/index.ts";

/**
 * `/metrics` for Prometheus: of the whole site, since queues, syncs and budgets are kept where all processes see them,
 * and of this process. For programs on this machine and for who shows METRICS_TOKEN: it counts private mails too. To
 * everybody else there is no such page.
 */
export function addMetricsRoute(
  server: HttpServer,
  { config, log, metricSources }: Pick<App, "config" | "log" | "metricSources">,
): void {
  const metrics = createMetrics({ sources: metricSources, log });
  const { metricsToken } = config;

  server.get("/metrics", async (request, reply) => {
    if (!isFromThisMachine(request.raw) && !shows(request, metricsToken)) {
      reply.callNotFound();
      return reply;
    }
    return reply
      .header("cache-control", "no-store")
      .type(metrics.contentType)
      .send(await metrics.text());
  });
}

function shows({ headers }: HttpRequest, token: string | null): boolean {
  const [, shown] = /^Bearer (\S+)$/i.exec(headers.authorization ?? "") ?? [];
  if (token === null || shown === undefined) return false;
  // Digests have one length, and comparing them takes the same time wherever they differ.
  return timingSafeEqual(digest(shown), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
