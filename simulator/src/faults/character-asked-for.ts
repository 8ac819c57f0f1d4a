import type { FastifyRequest } from "fastify";
import { decodeJwt } from "jose";
import type { GrantBook } from "../sso/grants.ts";

/** The character a request is about: in its path, behind its refresh token or behind its access token. */
export function characterAskedFor(
  request: FastifyRequest,
  grants: GrantBook,
): number | undefined {
  const inPath = /\/characters\/(\d+)/.exec(request.originalUrl)?.[1];
  if (inPath !== undefined) return Number(inPath);
  if (request.body instanceof URLSearchParams)
    return grants.find(request.body.get("refresh_token") ?? "")?.characterId;
  const token = /^Bearer (\S+)$/i.exec(
    request.headers.authorization ?? "",
  )?.[1];
  if (token === undefined) return undefined;
  try {
    return Number(decodeJwt(token).sub?.split(":")[2]) || undefined;
  } catch {
    return undefined;
  }
}
