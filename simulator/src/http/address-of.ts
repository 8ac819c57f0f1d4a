import type { FastifyRequest } from "fastify";

/** Under which all clients on this machine count, whichever protocol they come by. */
export const addressOfThisMachine = "127.0.0.1";

/** Who asks, as limits by address see it. */
export const addressOf = (request: FastifyRequest): string =>
  ["::1", "::ffff:127.0.0.1"].includes(request.ip)
    ? addressOfThisMachine
    : request.ip;
