import type { Clock } from "../../kernel/index.ts";
import { createSeal, type Seal } from "../../platform/crypto/index.ts";

/** The seal of the cookie that carries a login from its start to its callback. */
export function createLoginFlowSeal(deps: {
  sessionSecret: string;
  clock: Clock;
}): Seal {
  return createSeal({
    secret: deps.sessionSecret,
    purpose: "login flow",
    lifetimeMs: 10 * 60_000,
    clock: deps.clock,
  });
}
