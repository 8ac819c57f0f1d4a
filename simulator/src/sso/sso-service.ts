import type { FastifyInstance, FastifyRequest } from "fastify";
import type { World } from "../world/world.ts";
import type { AccessTokens } from "./access-token.ts";
import { registerAuthorize } from "./authorize.ts";
import type { ClientRegistry } from "./clients.ts";
import type { GrantBook } from "./grants.ts";
import { registerMetadata } from "./metadata.ts";
import type { SigningKeys } from "./signing-keys.ts";
import { SsoError, sendSsoError } from "./sso-error.ts";
import type { SsoSettings } from "./sso-settings.ts";
import { registerToken } from "./token.ts";

export interface SsoDeps {
  world: World;
  clients: ClientRegistry;
  grants: GrantBook;
  keys: SigningKeys;
  tokens: AccessTokens;
  settings: SsoSettings;
  publicUrl: () => string;
  /** Whether a fault rotates the refresh token of this one request. */
  isRotationScripted: (request: FastifyRequest) => boolean;
}

/** EVE's single sign-on at the root of the address. */
export function registerSso(scope: FastifyInstance, deps: SsoDeps): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  scope.addContentTypeParser(
    "*",
    { parseAs: "string" },
    (_request, _body, done) => done(null, undefined),
  );
  scope.setErrorHandler((error, _request, reply) => {
    if (error instanceof SsoError) return sendSsoError(reply, error);
    throw error;
  });
  registerMetadata(scope, deps);
  registerAuthorize(scope, deps);
  registerToken(scope, deps);
}
