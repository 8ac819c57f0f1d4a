import type { FastifyReply } from "fastify";

/** A refusal in OAuth's JSON shape. */
export class SsoError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }
}

export function sendSsoError(
  reply: FastifyReply,
  error: SsoError,
): FastifyReply {
  if (error.status === 401)
    reply.header("www-authenticate", 'Basic realm="login.eveonline.com"');
  return reply
    .code(error.status)
    .send({ error: error.code, error_description: error.message });
}
