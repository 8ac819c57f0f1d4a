import type { IncomingHttpHeaders } from "node:http";
import { readCookie, type HttpReply } from "../../platform/http/index.ts";

/** Neither in a scope nor encoded in a cookie. */
const separator = "~";
const session = "killreport_session";
const login = "killreport_login";
const scopes = "killreport_scopes";

/** As long as a session can last; that it ended earlier is known to the server alone. */
const sessionSeconds = 30 * 24 * 60 * 60;
const loginSeconds = 10 * 60;
const scopesSeconds = 365 * 24 * 60 * 60;

/** The cookies of this site, none readable by scripts. */
export interface Cookies {
  setSession(reply: HttpReply, token: string): void;
  clearSession(reply: HttpReply): void;
  setLogin(reply: HttpReply, flow: string): void;
  clearLogin(reply: HttpReply): void;
  /** What to ask EVE SSO for at the next login: with less, it would end the token of the wider one. */
  setScopes(reply: HttpReply, wider: readonly string[]): void;
  clearScopes(reply: HttpReply): void;
}

export function createCookies(options: { isSecure: boolean }): Cookies {
  const common = {
    httpOnly: true,
    sameSite: "lax",
    secure: options.isSecure,
  } as const;
  const forSite = { ...common, path: "/" };
  const forAuth = { ...common, path: "/auth" };
  return {
    setSession: (reply, token) => {
      reply.setCookie(session, token, { ...forSite, maxAge: sessionSeconds });
    },
    clearSession: (reply) => {
      reply.clearCookie(session, forSite);
    },
    setLogin: (reply, flow) => {
      reply.setCookie(login, flow, { ...forAuth, maxAge: loginSeconds });
    },
    clearLogin: (reply) => {
      reply.clearCookie(login, forAuth);
    },
    setScopes: (reply, wider) => {
      reply.setCookie(scopes, wider.join(separator), {
        ...forAuth,
        maxAge: scopesSeconds,
      });
    },
    clearScopes: (reply) => {
      reply.clearCookie(scopes, forAuth);
    },
  };
}

export function sessionToken(headers: IncomingHttpHeaders): string | undefined {
  return readCookie(headers, session);
}

export function rememberedScopes(headers: IncomingHttpHeaders): string[] {
  return readCookie(headers, scopes)?.split(separator) ?? [];
}

export function loginFlow(headers: IncomingHttpHeaders): string | undefined {
  return readCookie(headers, login);
}
