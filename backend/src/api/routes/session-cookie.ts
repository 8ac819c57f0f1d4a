import type { IncomingHttpHeaders } from "node:http";
import { readCookie, type HttpReply } from "../../platform/http/index.ts";

const session = "killreport_session";
const login = "killreport_login";

/** As long as a session can last; that it ended earlier is known to the server alone. */
const sessionSeconds = 30 * 24 * 60 * 60;
const loginSeconds = 10 * 60;

/** The two cookies of this site, neither readable by scripts. */
export interface Cookies {
  setSession(reply: HttpReply, token: string): void;
  clearSession(reply: HttpReply): void;
  setLogin(reply: HttpReply, flow: string): void;
  clearLogin(reply: HttpReply): void;
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
  };
}

export function sessionToken(headers: IncomingHttpHeaders): string | undefined {
  return readCookie(headers, session);
}

export function loginFlow(headers: IncomingHttpHeaders): string | undefined {
  return readCookie(headers, login);
}
