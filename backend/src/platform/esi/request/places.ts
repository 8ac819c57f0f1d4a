import type { Clock, Logger } from "../../../kernel/index.ts";
import type {
  EsiBudget,
  EsiCall,
  Outcome,
  Reservation,
} from "../budget/esi-budget.ts";
import type { Exchange, Message } from "./exchange.ts";
import {
  awayError,
  statusCall,
  statusMessage,
  stillAway,
} from "./look-at-host.ts";

/** Places in the budget for calls to one host. */
export interface Places {
  /** Throws UnavailableError with `retryAt` when there is none, or the host is away: then one caller looks at it, for all processes. */
  reserve(call: EsiCall): Promise<Reservation>;
  /** Returns when somebody looks at the host again, if it is away. */
  settle(reservation: Reservation, outcome: Outcome): Promise<Date | null>;
}

/** For a host that goes away again while it is looked at. */
const againMs = 5_000;

export function createPlaces(deps: {
  host: string;
  budget: Pick<EsiBudget, "reserve" | "settle">;
  clock: Clock;
  log: Logger;
  send: (message: Message, reservation: Reservation) => Promise<Exchange>;
}): Places {
  const { host, budget, clock, log } = deps;

  /** Should even settling fail, the call stays at its dearest, and what it brought is not thrown away. */
  async function settle(
    reservation: Reservation,
    outcome: Outcome,
  ): Promise<Date | null> {
    for (let tries = 1; ; tries++) {
      try {
        return await budget.settle(reservation, outcome, clock.now());
      } catch (error) {
        const route = reservation.call.flight;
        log.warn({ error, route, tries }, "A call could not be settled");
        // The second try has another connection: a restart of PostgreSQL breaks those that stood.
        if (tries === 2) return null;
      }
    }
  }

  /** Throws while the host is away. */
  async function look(): Promise<void> {
    const place = await budget.reserve(statusCall(host), clock.now());
    if (place === "probe") throw new Error("A look was told to look");
    const seen = await deps.send(statusMessage, place);
    const failure = stillAway(seen);
    const lookAt = await settle(place, { ...seen.outcome, failure });
    if (failure === null) {
      log.info({ host }, "ESI is back");
      return;
    }
    log.warn({ host, failure, lookAt }, "ESI is away");
    throw awayError(host, failure, lookAt ?? later());
  }

  const later = () => new Date(clock.now().getTime() + againMs);

  return {
    settle,
    async reserve(call) {
      const place = await budget.reserve(call, clock.now());
      if (place !== "probe") return place;
      await look();
      const second = await budget.reserve(call, clock.now());
      if (second !== "probe") return second;
      throw awayError(host, "it went away again", later());
    },
  };
}
