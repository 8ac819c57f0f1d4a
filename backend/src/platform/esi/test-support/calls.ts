import { type Priority, UnavailableError } from "../../../kernel/index.ts";
import type { EsiBudget, Outcome, Reservation } from "../budget/esi-budget.ts";

export const testHost = "esi.test";

export function answered(
  status: number,
  headers: Record<string, string> = {},
): Outcome {
  const failure = status >= 502 && status <= 504 ? `answers ${status}` : null;
  return { kind: "answered", status, headers: new Headers(headers), failure };
}

export const notSent: Outcome = { kind: "not sent", failure: null };

let flights = 0;

/** A place for a call for something nobody else asks for, unless `flight` says what. */
export async function reserveIn(
  ledger: EsiBudget,
  group: string | null,
  subject: string,
  now: Date,
  options: { priority?: Priority; flight?: string } = {},
): Promise<Reservation> {
  const { priority = "immediate", flight = `GET /${++flights}` } = options;
  const call = { host: testHost, group, subject, priority, flight };
  const place = await ledger.reserve(call, now);
  if (place === "probe") throw new Error("This caller was told to look");
  return place;
}

/** Null when granted. */
export async function refusalOf(
  work: Promise<unknown>,
): Promise<UnavailableError | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof UnavailableError) return error;
    throw error;
  }
}
