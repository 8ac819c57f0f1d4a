import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { App } from "../app.ts";
import { createLinkedCharacterStream } from "../features/character-sync/graphql/index.ts";
import { createKillmailStream } from "../features/killmails/graphql/index.ts";
import { projectFolder } from "../platform/config/index.ts";
import {
  createErrorMask,
  createGraphqlServer,
  type OperationLimits,
} from "../platform/graphql/index.ts";
import { createHttpServer, listen, servePage } from "../platform/http/index.ts";
import {
  createRateLimiter,
  createWindowCounter,
} from "../platform/rate-limit/index.ts";
import { addAuthRoutes } from "./routes/add-auth-routes.ts";
import { addGraphqlRoutes } from "./routes/add-graphql-routes.ts";
import { addHealthRoutes } from "./routes/add-health-routes.ts";
import { addMetricsRoute } from "./routes/add-metrics-route.ts";
import { addWebSockets } from "./routes/add-web-sockets.ts";
import { buildSchema } from "./build-schema.ts";
import { createContexts } from "./create-contexts.ts";
import {
  createRequestLimits,
  type LimitOptions,
} from "./routes/request-limits.ts";
import { createCookies } from "./routes/session-cookie.ts";

export interface ApiOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  /** The built page. */
  readonly pageFolder?: string;
  readonly requestLimits?: LimitOptions;
  readonly operationLimits?: Partial<OperationLimits>;
  /** How long a lost notification can delay a subscription's event. */
  readonly safetyPollMs?: number;
}

export interface Api {
  readonly url: string;
  /** Every path that is answered, as the router knows it. */
  readonly routes: readonly {
    readonly method: string;
    readonly path: string;
  }[];
  /** Answers what was asked already, ends subscriptions, then returns. */
  close(): Promise<void>;
}

/** The GraphQL API, login and the page on one port. The application stays the caller's. */
export async function startApi(app: App, options: ApiOptions): Promise<Api> {
  const { config, clock, log } = app;
  const server = await createHttpServer({
    log,
    publicUrl: config.publicUrl,
    imageOrigins: [new URL(config.imagesUrl).origin],
  });
  const routes: { method: string; path: string }[] = [];
  server.addHook("onRoute", ({ method, url: path }) => {
    for (const one of [method].flat()) routes.push({ method: one, path });
  });
  const counter = createWindowCounter({ redisUrl: config.redisUrl, log });
  const limits = createRequestLimits(
    createRateLimiter({ counter, clock }),
    options.requestLimits,
  );
  const cookies = createCookies({
    isSecure:
      config.nodeEnv === "production" || config.publicUrl.startsWith("https:"),
  });
  const killmailStream = await createKillmailStream({ ...app, ...options });
  const linkedCharacterStream = await createLinkedCharacterStream(app);

  const mask = createErrorMask({ log, newErrorId: randomUUID });
  const graphql = createGraphqlServer({
    schema: buildSchema(),
    mask,
    limits: options.operationLimits,
  });
  const contextFor = createContexts(app, {
    ...app,
    killmailStream,
    linkedCharacterStream,
    takePost: (viewer, key) => limits.takePost(viewer, key),
    takeBackfill: (key) => limits.takeBackfill(key),
  });
  const deps = { app, graphql, mask, contextFor, limits, cookies };

  addHealthRoutes(server, app);
  addMetricsRoute(server, app);
  await addAuthRoutes(server, deps);
  addGraphqlRoutes(server, deps);
  await servePage(server, {
    root: options.pageFolder ?? join(projectFolder, "frontend/dist"),
    notPage: ["graphql", "auth", "health", "ready", "metrics", "assets"],
  });
  const endWebSockets = addWebSockets(server, deps);

  const close = async (): Promise<void> => {
    const closed = server.close();
    await endWebSockets();
    await Promise.all([killmailStream.close(), linkedCharacterStream.close()]);
    await closed;
    await counter.close();
  };
  try {
    const port = await listen(server, options);
    const url = `http://${shownHost(options.host)}:${port}`;
    log.info({ url }, "The API listens");
    return { url, routes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An address a browser understands for one that means "all of this machine's". */
function shownHost(host: string): string {
  return host === "0.0.0.0" || host === "::" ? "localhost" : host;
}
