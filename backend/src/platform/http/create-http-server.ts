import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import {
  fastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import {
  RejectedError,
  UnavailableError,
  type Logger,
} from "../../kernel/index.ts";

export type HttpServer = FastifyInstance;
export type HttpRequest = FastifyRequest;
export type HttpReply = FastifyReply;

/** A server with cookies, security headers and JSON bodies only. Listens to nothing yet. */
export async function createHttpServer(deps: {
  log: Logger;
  /** Other origins that pictures may come from. */
  imageOrigins: readonly string[];
  /** Where browsers find the site. */
  publicUrl: string;
}): Promise<HttpServer> {
  const server = fastify({
    logger: false,
    bodyLimit: 256 * 1024,
    // Subscriptions by server-sent events have no end; without this, closing would wait for them.
    forceCloseConnections: true,
    requestTimeout: 30_000,
  });
  // Only what a page of another origin can not send without being asked first.
  server.removeContentTypeParser("text/plain");
  await server.register(cookie);
  await server.register(helmet, securityHeaders(deps));
  server.setErrorHandler((error, request, reply) =>
    answerError(deps.log, error, request, reply),
  );
  return server;
}

function securityHeaders(deps: {
  imageOrigins: readonly string[];
  publicUrl: string;
}) {
  const { origin, protocol } = new URL(deps.publicUrl);
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        // Some browsers do not take 'self' to include the WebSocket of the same origin.
        connectSrc: ["'self'", origin.replace(/^http/, "ws")],
        fontSrc: ["'self'", "data:"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", "data:", ...deps.imageOrigins],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The page's component library sets styles on elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
      },
    },
    // Pictures come from EVE's image service, which does not opt in.
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "same-origin" as const },
    strictTransportSecurity:
      protocol === "https:"
        ? { maxAge: 31_536_000, includeSubDomains: false }
        : false,
  };
}

async function answerError(
  log: Logger,
  error: unknown,
  request: HttpRequest,
  reply: HttpReply,
): Promise<void> {
  const { status, code, message } = describe(error);
  if (status === 500)
    log.error({ err: error, method: request.method }, "a request failed");
  await reply.code(status).send({ error: { code, message } });
}

function describe(error: unknown): {
  status: number;
  code: string;
  message: string;
} {
  if (error instanceof RejectedError)
    return { status: 400, code: error.code, message: error.message };
  if (error instanceof UnavailableError)
    return { status: 503, code: "UNAVAILABLE", message: error.message };
  // Fastify's own refusals: body too large, not JSON, unsupported media type.
  if (isClientError(error))
    return {
      status: error.statusCode,
      code: error.code ?? "BAD_REQUEST",
      message: error.message,
    };
  return {
    status: 500,
    code: "INTERNAL",
    message: "Something went wrong on our side.",
  };
}

function isClientError(
  error: unknown,
): error is Error & { statusCode: number; code?: string } {
  return (
    error instanceof Error &&
    "statusCode" in error &&
    typeof error.statusCode === "number" &&
    error.statusCode >= 400 &&
    error.statusCode < 500
  );
}
