import { largestInt4 } from "../../../kernel/index.ts";
import type { Reference } from "../reference.ts";
import { esiKillmail, type EsiKillmail } from "./esi-killmail.ts";
import { isPlainlySound } from "./is-plainly-sound.ts";
import { isTooDeep, mostLevels } from "./is-too-deep.ts";

export type ReadBody =
  | { readonly killmail: EsiKillmail; readonly time: Date }
  | { readonly reason: string };

/**
 * Checks a body against ESI's schema and its reference. The killmail returned is the very object given, not a copy:
 * key order and unknown fields stay as ESI sent them.
 */
export function readBody(
  reference: Pick<Reference, "killmailId">,
  body: unknown,
): ReadBody {
  const reason = isPlainlySound(body) ? null : schemaProblem(body);
  if (reason !== null) return { reason };
  if (isTooDeep(body as EsiKillmail))
    return {
      reason: `The body is more than ${mostLevels} levels deep, which no killmail is`,
    };
  const { killmail_id, killmail_time } = body as EsiKillmail;
  if (killmail_id > largestInt4)
    return {
      reason: `Killmail id ${killmail_id} does not fit the database's int4 (largest ${largestInt4})`,
    };
  if (killmail_id !== reference.killmailId)
    return {
      reason: `The body is of killmail ${killmail_id}, but ${reference.killmailId} was asked for`,
    };
  const time = new Date(killmail_time);
  time.setUTCMilliseconds(0);
  if (time.getTime() < firstPossible || time.getTime() >= firstImpossible)
    return {
      reason: `The killmail's time ${killmail_time} is outside the years 2003 to 2099`,
    };
  return { killmail: body as EsiKillmail, time };
}

function schemaProblem(body: unknown): string | null {
  const parsed = esiKillmail.safeParse(body);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(".") ?? "";
  return `The body breaks ESI's schema at ${path === "" ? "its top" : path}: ${issue?.message ?? "unknown problem"}`;
}

// New Eden opened in 2003; a nonsense year would make a table partition of its own.
const firstPossible = Date.UTC(2003, 0, 1);
const firstImpossible = Date.UTC(2100, 0, 1);
