import { z } from "zod";
import { UnavailableError } from "../../../kernel/index.ts";
import { type EsiCall, publicSubject } from "../budget/esi-budget.ts";
import { esiTrouble } from "../esi-trouble.ts";
import type { Exchange, Message } from "./exchange.ts";

/** ESI's word on the game; answers 502 to 504 while it is away. */
export const statusMessage: Message = { method: "GET", path: "/status" };

export function statusCall(host: string): EsiCall {
  return {
    host,
    group: "status",
    subject: publicSubject,
    priority: "immediate",
    flight: "GET /status",
    isProbe: true,
  };
}

const status = z.looseObject({ players: z.int(), vip: z.boolean().optional() });

/** Why the host is still away, read from its answer to `/status`; null when it is back. After a restart only CCP gets in at first. */
export function stillAway({ answer, outcome }: Exchange): string | null {
  if (answer === null) return outcome.failure ?? "the answer broke off";
  // Refused, or told to slow down: about us, not about the game.
  if (answer.status < 500 && answer.status !== 200) return null;
  if (answer.status !== 200) return `answers ${answer.status}`;
  try {
    return status.parse(JSON.parse(answer.text)).vip === true
      ? "is open to CCP only"
      : null;
  } catch {
    return "answers with something else than its status";
  }
}

export function awayError(host: string, reason: string, retryAt: Date) {
  return new UnavailableError(`EVE's API at ${host} is away: ${reason}`, {
    retryAt,
    code: esiTrouble.away,
  });
}
