import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { choosePage } from "./choose-page.ts";
import { knownScopes } from "./scopes.ts";
import { SsoError } from "./sso-error.ts";
import type { SsoDeps } from "./sso-service.ts";

const parameters = z.object({
  response_type: z.literal("code"),
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string().default(""),
  state: z.string().min(1),
  code_challenge: z.string().min(43).optional(),
  code_challenge_method: z.literal("S256").optional(),
  simulate_character: z.coerce.number().int().optional(),
  search: z.string().default(""),
});

/**
 * The login page. Errors are shown as JSON on this host, never redirected, as EVE does;
 * `simulate_character` skips the page for scripts.
 */
export function registerAuthorize(scope: FastifyInstance, deps: SsoDeps): void {
  scope.get("/v2/oauth/authorize", (request, reply) => {
    const query = request.query as Record<string, string | undefined>;
    const client = deps.clients.find(query["client_id"] ?? "");
    if (!client) throw invalid("Client could not be found.");
    if (!deps.clients.allowsRedirect(client, query["redirect_uri"] ?? ""))
      throw invalid(
        "The redirect URL does not match any of the configured values for this client.",
      );
    const parsed = parameters.safeParse(query);
    if (!parsed.success)
      throw invalid("Some parameters are either missing or invalid");
    const asked = parsed.data;
    const scopes = asked.scope.split(" ").filter((name) => name !== "");
    if (scopes.some((name) => !knownScopes.has(name)))
      throw new SsoError(
        400,
        "invalid_scope",
        "Some parameters are either missing or invalid",
      );

    if (asked.simulate_character === undefined)
      return reply
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-store")
        .send(
          choosePage({
            characters: deps.world.people.search(asked.search, 60),
            corporationName: (id) =>
              deps.world.people.corporation(id)?.name ?? "",
            killmailCount: (id) => deps.world.listForCharacter(id).length,
            applicationId: client.id,
            scopes,
            search: asked.search,
            query,
            cancelUrl: withParameters(asked.redirect_uri, {
              error: "access_denied",
              state: asked.state,
            }),
          }),
        );

    const character = deps.world.people.character(asked.simulate_character);
    if (!character || character.isBiomassed)
      throw invalid("Character could not be found.");
    const code = deps.grants.issueCode({
      clientId: client.id,
      characterId: character.id,
      redirectUri: asked.redirect_uri,
      scopes,
      codeChallenge: asked.code_challenge,
    });
    return reply.redirect(
      withParameters(asked.redirect_uri, { code, state: asked.state }),
      302,
    );
  });
}

const invalid = (description: string): SsoError =>
  new SsoError(400, "invalid_request", description);

function withParameters(url: string, added: Record<string, string>): string {
  const target = new URL(url);
  for (const [name, value] of Object.entries(added))
    target.searchParams.set(name, value);
  return target.href;
}
