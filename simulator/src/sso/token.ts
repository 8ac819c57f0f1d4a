import type { FastifyInstance, FastifyRequest } from "fastify";
import { accessTokenLifetimeSeconds } from "./access-token.ts";
import type { Client } from "./clients.ts";
import { isSecretOf } from "./clients.ts";
import type { Grant } from "./grants.ts";
import { challengeOf } from "./grants.ts";
import { SsoError } from "./sso-error.ts";
import type { SsoDeps } from "./sso-service.ts";

interface TokenAnswer {
  access_token: string;
  expires_in: number;
  token_type: "Bearer";
  refresh_token: string | null;
}

/** Codes and refresh tokens into access tokens, and the way back (revoke). */
export function registerToken(scope: FastifyInstance, deps: SsoDeps): void {
  scope.post("/v2/oauth/token", async (request): Promise<TokenAnswer> => {
    const form = formOf(request);
    const { client, isAuthenticated } = authenticate(deps, request, form);
    const grantType = form.get("grant_type");
    if (grantType === "authorization_code")
      return await redeem(deps, form, client, isAuthenticated);
    if (grantType === "refresh_token")
      return await refresh(deps, form, client, {
        isAuthenticated,
        isRotating:
          deps.settings.rotateRefreshTokens || deps.isRotationScripted(request),
      });
    throw new SsoError(
      400,
      "unsupported_grant_type",
      "Grant type is not supported.",
    );
  });

  // Always 200, whatever was sent (RFC 7009); only the right client's token dies.
  scope.post("/v2/oauth/revoke", (request, reply) => {
    try {
      const form = formOf(request);
      const { client, isAuthenticated } = authenticate(deps, request, form);
      const token = form.get("token") ?? "";
      if (isAuthenticated || deps.grants.find(token)?.isPublic)
        deps.grants.revoke(token, client.id);
    } catch (error) {
      if (!(error instanceof SsoError)) throw error;
    }
    return reply.code(200).send();
  });
}

async function redeem(
  deps: SsoDeps,
  form: URLSearchParams,
  client: Client,
  isAuthenticated: boolean,
): Promise<TokenAnswer> {
  const dead = new SsoError(
    400,
    "invalid_grant",
    "Authorization code is invalid",
  );
  const code = deps.grants.redeemCode(form.get("code") ?? "");
  if (code?.clientId !== client.id) throw dead;
  const redirectUri = form.get("redirect_uri");
  if (redirectUri !== null && redirectUri !== code.redirectUri) throw dead;
  if (code.codeChallenge !== undefined) {
    if (challengeOf(form.get("code_verifier") ?? "") !== code.codeChallenge)
      throw dead;
  } else if (!isAuthenticated) throw badClient();

  const character = deps.world.people.character(code.characterId);
  if (!character || character.isBiomassed) throw dead;
  const grant: Grant = {
    clientId: client.id,
    characterId: character.id,
    ownerHash: character.ownerHash,
    scopes: code.scopes,
    isPublic: !isAuthenticated,
  };
  return {
    access_token: await deps.tokens.sign(client.id, character, code.scopes),
    expires_in: accessTokenLifetimeSeconds - 1,
    token_type: "Bearer",
    // A login that asked for no scope gets none to keep.
    refresh_token:
      code.scopes.length > 0 ? deps.grants.issueRefreshToken(grant) : null,
  };
}

async function refresh(
  deps: SsoDeps,
  form: URLSearchParams,
  client: Client,
  {
    isAuthenticated,
    isRotating,
  }: Record<"isAuthenticated" | "isRotating", boolean>,
): Promise<TokenAnswer> {
  const dead = new SsoError(
    400,
    "invalid_grant",
    "Invalid refresh token. Character grant missing/expired.",
  );
  const refreshToken = form.get("refresh_token") ?? "";
  const grant = deps.grants.find(refreshToken);
  if (!grant) throw dead;
  if (grant.clientId !== client.id)
    throw new SsoError(
      400,
      "invalid_grant",
      "Grant type refresh_token is not supported.",
    );
  if (!isAuthenticated && !grant.isPublic) throw badClient();
  const character = deps.world.people.character(grant.characterId);
  if (
    !character ||
    character.isBiomassed ||
    character.ownerHash !== grant.ownerHash
  )
    throw dead;
  const wanted = (form.get("scope") ?? "")
    .split(" ")
    .filter((name) => name !== "");
  if (wanted.some((name) => !grant.scopes.includes(name)))
    throw new SsoError(400, "invalid_scope", "The requested scope is invalid.");
  return {
    access_token: await deps.tokens.sign(
      client.id,
      character,
      wanted.length > 0 ? wanted : grant.scopes,
    ),
    expires_in: accessTokenLifetimeSeconds,
    token_type: "Bearer",
    refresh_token: isRotating ? deps.grants.rotate(refreshToken) : refreshToken,
  };
}

/** Form bodies only: EVE refuses JSON and query strings since 2021. */
function formOf(request: FastifyRequest): URLSearchParams {
  if (request.body instanceof URLSearchParams) return request.body;
  throw new SsoError(
    400,
    "invalid_request",
    "Content-Type must be application/x-www-form-urlencoded",
  );
}

function authenticate(
  deps: SsoDeps,
  request: FastifyRequest,
  form: URLSearchParams,
): { client: Client; isAuthenticated: boolean } {
  const basic = basicCredentials(request.headers.authorization);
  const id = basic?.id ?? form.get("client_id");
  const secret = basic?.secret ?? form.get("client_secret");
  const client =
    deps.clients.find(id ?? "") ?? deps.clients.find(decoded(id ?? ""));
  if (!client) throw badClient();
  if (secret === null) return { client, isAuthenticated: false };
  // OAuth libraries percent-encode Basic credentials; whether EVE undoes that is not known.
  if (!isSecretOf(client, secret) && !isSecretOf(client, decoded(secret)))
    throw badClient();
  return { client, isAuthenticated: true };
}

function basicCredentials(
  header: string | undefined,
): { id: string; secret: string } | undefined {
  const encoded = /^Basic (\S+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [id = "", ...secret] = Buffer.from(encoded, "base64")
    .toString("utf8")
    .split(":");
  return { id, secret: secret.join(":") };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const badClient = (): SsoError =>
  new SsoError(401, "invalid_client", "Client authentication failed.");
