import type { FastifyInstance } from "fastify";
import type { SsoDeps } from "./sso-service.ts";

/** The metadata document and the public keys (EVE developer docs, SSO). */
export function registerMetadata(scope: FastifyInstance, deps: SsoDeps): void {
  const metadata = () => {
    const url = deps.publicUrl();
    return {
      issuer: url,
      authorization_endpoint: `${url}/v2/oauth/authorize`,
      token_endpoint: `${url}/v2/oauth/token`,
      userinfo_endpoint: `${url}/v2/oauth/verify`,
      response_types_supported: ["code", "token"],
      jwks_uri: `${url}/oauth/jwks`,
      revocation_endpoint: `${url}/v2/oauth/revoke`,
      subject_types_supported: ["public"],
      revocation_endpoint_auth_methods_supported: authMethods,
      token_endpoint_auth_methods_supported: authMethods,
      id_token_signing_alg_values_supported: ["HS256"],
      token_endpoint_auth_signing_alg_values_supported: ["HS256"],
      code_challenge_methods_supported: ["S256"],
    };
  };
  scope.get("/.well-known/oauth-authorization-server", metadata);
  scope.get("/.well-known/openid-configuration", metadata);
  scope.get("/oauth/jwks", () => ({
    ...deps.keys.jwks(),
    SkipUnresolvedJsonWebKeys: true,
  }));
  scope.get("/v2/oauth/verify", async (request, reply) => {
    const subject = await deps.tokens.verify(request.headers.authorization);
    const character =
      subject && deps.world.people.character(subject.characterId);
    if (!character)
      return await reply.code(401).send({
        error: "invalid_token",
        error_description: "The access token is invalid.",
      });
    return {
      CharacterID: character.id,
      CharacterName: character.name,
      Scopes: subject.scopes.join(" "),
      TokenType: "Character",
      CharacterOwnerHash: character.ownerHash,
    };
  });
}

const authMethods = [
  "client_secret_basic",
  "client_secret_post",
  "client_secret_jwt",
];
