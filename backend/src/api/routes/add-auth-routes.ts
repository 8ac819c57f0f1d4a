import type { App } from "../../app.ts";
import { corporationScopes } from "../../features/corporation-sync/index.ts";
import { fittingScopes } from "../../features/fits/index.ts";
import { RejectedError, UnavailableError } from "../../kernel/index.ts";
import {
  acceptEmptyForms,
  clientAddress,
  htmlPage,
  isSameOrigin,
  type HttpReply,
  type HttpRequest,
  type HttpServer,
} from "../../platform/http/index.ts";
import type { RequestLimits } from "./request-limits.ts";
import {
  loginFlow,
  rememberedScopes,
  sessionToken,
  type Cookies,
} from "./session-cookie.ts";

/** Login with EVE SSO and logout. Nothing of it is kept by caches, and no address with a code in it stays in the browser. */
export async function addAuthRoutes(
  server: HttpServer,
  deps: {
    app: Pick<App, "accounts" | "config" | "log">;
    limits: RequestLimits;
    cookies: Cookies;
  },
): Promise<void> {
  const { accounts, config, log } = deps.app;
  const { cookies, limits } = deps;

  async function login(request: HttpRequest, reply: HttpReply) {
    if ((await limits.takeLogin(clientAddress(request.raw))) !== null)
      return failed(reply, 429, "Too many logins from your address.");
    const { authorizeUrl, flow } = await accounts.beginLogin({
      scopes: [...rememberedScopes(request.headers), ...upgradeScopes(request)],
      to: wayBack(request),
    });
    cookies.setLogin(reply, flow);
    return reply.redirect(authorizeUrl, 302);
  }

  async function callback(request: HttpRequest, reply: HttpReply) {
    const login = await accounts
      .completeLogin({
        callbackUrl: new URL(request.url, config.publicUrl),
        flow: loginFlow(request.headers),
        sessionToken: sessionToken(request.headers),
      })
      .catch((error: unknown) => {
        // Who declines, or whom EVE SSO refuses, is asked for less next time. The way back of another tab's login tells nothing.
        if (!(error instanceof RejectedError && error.code === "LOGIN_STATE"))
          cookies.clearScopes(reply);
        throw error;
      });
    // Only now: what was refused may be an older tab's, and the cookie the one of a login still under way. It ends by itself.
    cookies.clearLogin(reply);
    cookies.setSession(reply, login.sessionToken);
    if (login.widerScopes.length > 0)
      cookies.setScopes(reply, login.widerScopes);
    if (login.second !== null) {
      cookies.setLogin(reply, login.second.flow);
      return reply.redirect(login.second.authorizeUrl, 302);
    }
    return reply.redirect(login.to, 302);
  }

  async function logout({ headers }: HttpRequest, reply: HttpReply) {
    if (!isSameOrigin(headers, config.publicUrl))
      return askToLogOut(reply.code(403));
    await accounts.endSession(sessionToken(headers));
    cookies.clearSession(reply);
    return reply.redirect("/", 303);
  }

  await server.register((scope, _options, done) => {
    acceptEmptyForms(scope);
    scope.addHook("onRequest", (_request, reply, next) => {
      reply.header("cache-control", "no-store");
      next();
    });
    scope.setErrorHandler((error, _request, reply) => {
      if (error instanceof RejectedError)
        return failed(reply, 400, error.message);
      if (error instanceof UnavailableError) {
        log.warn({ reason: error.message }, "EVE SSO did not answer a login");
        return failed(
          reply,
          503,
          "EVE Online's login service does not answer at the moment. Nothing is lost; try again in a few minutes.",
        );
      }
      throw error;
    });
    // Both change something, so a HEAD, which asks for no more than headers, gets none of it.
    const withoutHead = { exposeHeadRoute: false };
    scope.get("/auth/login", withoutHead, login);
    scope.get("/auth/callback", withoutHead, callback);
    scope.get("/auth/logout", (_request, reply) => askToLogOut(reply));
    scope.post("/auth/logout", logout);
    done();
  });
}

/** `/auth/login?to=/settings`: where the pilot came from. A page of this site, by its path alone: nobody is sent elsewhere after a login. */
function wayBack({ url }: HttpRequest): string {
  const to = new URL(url, "http://killreport").searchParams.get("to");
  return to !== null && /^(\/[\w-]+)+$/.test(to) && to.length <= 200 ? to : "/";
}

/** `/auth/login?for=corporation&character=<id>`, or `for=fittings`: an upgrade login. EVE SSO takes no hint of whom to choose; the address says for whom it was meant. */
function upgradeScopes({ url }: HttpRequest): readonly string[] {
  const { searchParams } = new URL(url, "http://killreport");
  return upgrades.get(searchParams.get("for") ?? "") ?? [];
}

const upgrades: ReadonlyMap<string, readonly string[]> = new Map<
  string,
  readonly string[]
>([
  ["corporation", corporationScopes],
  ["fittings", fittingScopes],
]);

function failed(reply: HttpReply, status: number, text: string): HttpReply {
  return htmlPage(reply, status, {
    title: "The login did not work",
    text,
    links: [
      { href: "/auth/login", label: "Log in with EVE Online again" },
      { href: "/", label: "Back to KillReport" },
    ],
  });
}

/** A link alone must not log anybody out. */
function askToLogOut(reply: HttpReply): HttpReply {
  return htmlPage(reply, reply.statusCode, {
    title: "Log out of KillReport?",
    text: "Your characters stay linked and their killmails go on being collected.",
    button: { action: "/auth/logout", label: "Log out" },
  });
}
