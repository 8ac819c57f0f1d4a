import type { Clock } from "../../kernel/index.ts";
import type { Seal } from "../../platform/crypto/index.ts";
import type { Sso } from "../../platform/sso/index.ts";
import { newLoginFlow } from "./login-flow.ts";
import { scopesToAsk } from "./login-scopes.ts";

export type BeginLogin = (options: {
  scopes?: readonly string[];
  isSecond?: boolean;
  to?: string;
}) => Promise<{ authorizeUrl: string; flow: string }>;

/** Sends nobody anywhere yet: returns where to, and what the browser has to bring back. */
export function createBeginLogin(deps: {
  clock: Clock;
  sso: Sso;
  seal: Seal;
}): BeginLogin {
  const { clock, sso, seal } = deps;
  return async ({ scopes = [], isSecond = false, to = "/" }) => {
    const flow = newLoginFlow(clock.now(), { isSecond, to });
    const asked = { ...flow, scopes: scopesToAsk(scopes) };
    const url = await sso.authorizeUrl(asked);
    return { authorizeUrl: url.href, flow: await seal.seal(flow) };
  };
}
