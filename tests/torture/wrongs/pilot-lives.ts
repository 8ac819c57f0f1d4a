import type { FaultScript, Simulator } from "../../../simulator/src/index.ts";
import type { Pilots } from "../pilots.ts";
import type { SampleRoles } from "../sample-roles.ts";
import type { Wrong } from "./wrong.ts";

export interface PilotLives {
  readonly wrongs: readonly Wrong[];
  /** Mends what has lasted long enough. */
  mendDue(): void;
  /** Mends everything, and waits for it. */
  mendAll(): Promise<void>;
  /** Whose authorisation was ended in EVE, so that it had to end here, too. */
  ended(): ReadonlySet<number>;
  /** Who was sold or deleted, and when: the simulator's time, in ms. */
  lost(): readonly Loss[];
}

export interface Loss {
  readonly characterId: number;
  readonly kind: "deleted" | "sold";
  readonly ms: number;
}

/** A turn in a pilot's life. */
interface Fate {
  readonly name: string;
  readonly whom: () => readonly number[];
  readonly begin: (characterId: number) => void;
  /** Absent: for good. */
  readonly mend?: (characterId: number) => Promise<void>;
  readonly endsAuthorisation?: boolean;
  /** Once in a life. */
  readonly loss?: Loss["kind"];
}

/** How long it lasts, in real ms. At six times the speed an access token outlives the shorter ones, which then go unnoticed. */
const lasting = { leastMs: 10_000, mostMs: 120_000 };

/** Science and Trade Institute, where the game puts those who belong nowhere. */
const elsewhere = 1_000_045;

/** What happens to pilots: an authorisation taken back and given again, a role lost and regained, another corporation for a while, a character sold or deleted. */
export function pilotLives(deps: {
  simulator: Simulator;
  pilots: Pilots;
  roles: SampleRoles;
  random: () => number;
}): PilotLives {
  const { simulator, pilots, roles, random } = deps;
  /** Whom something happens to now, and until when. */
  const untilMs = new Map<number, { ms: number; mend: () => Promise<void> }>();
  const mending = new Map<number, Promise<void>>();
  const ended = new Set<number>();
  const lost: Loss[] = [];

  const befall = (event: NonNullable<FaultScript["event"]>) =>
    simulator.faults.add({ name: event.kind, event });
  const corporationOf = new Map(
    roles.directors.map((one) => [one.characterId, one.corporationId]),
  );
  const fickle = () => roles.fickle.map(({ characterId }) => characterId);

  async function logInAgain(characterId: number): Promise<void> {
    await pilots.logIn(characterId);
    // A login that was cut short may have left out what the switch needs.
    if (corporationOf.has(characterId)) await pilots.switchOn(characterId);
  }

  const fates: readonly Fate[] = [
    {
      name: "authorisation taken back",
      whom: () => roles.lasting,
      begin: (characterId) => befall({ kind: "revoke-grant", characterId }),
      mend: logInAgain,
      endsAuthorisation: true,
    },
    {
      name: "logged in elsewhere for less",
      whom: () => roles.lasting,
      begin: (characterId) =>
        befall({ kind: "new-scopes", characterId, scopes: ["publicData"] }),
      mend: logInAgain,
      endsAuthorisation: true,
    },
    {
      name: "director without the role",
      whom: fickle,
      begin: (characterId) => befall({ kind: "lose-role", characterId }),
      async mend(characterId) {
        befall({ kind: "gain-role", characterId });
        await pilots.switchOn(characterId);
      },
    },
    {
      name: "director in another corporation",
      whom: fickle,
      begin: (characterId) =>
        befall({ kind: "move", characterId, corporationId: elsewhere }),
      async mend(characterId) {
        const corporationId = corporationOf.get(characterId) ?? 0;
        befall({ kind: "move", characterId, corporationId });
        befall({ kind: "gain-role", characterId });
        await pilots.switchOn(characterId);
      },
    },
    {
      name: "character deleted",
      whom: () => roles.biomassed,
      begin: (characterId) => befall({ kind: "biomass", characterId }),
      loss: "deleted",
      endsAuthorisation: true,
    },
    {
      name: "character sold",
      whom: () => roles.sold,
      begin: (characterId) => befall({ kind: "sell", characterId }),
      loss: "sold",
      mend: (characterId) => pilots.buy(characterId),
      endsAuthorisation: true,
    },
  ];

  const calm = ({ whom }: Fate) =>
    whom().filter(
      (one) =>
        !untilMs.has(one) &&
        !lost.some(({ characterId }) => characterId === one),
    );

  function asWrong(fate: Fate): Wrong {
    const { name, begin, mend, loss } = fate;
    return {
      name,
      weight: 2,
      isPossible: () => calm(fate).length > 0,
      happen() {
        const whom = calm(fate);
        const characterId = whom[Math.floor(random() * whom.length)] ?? 0;
        const ms = simulator.clock.now().getTime();
        if (loss !== undefined) lost.push({ characterId, kind: loss, ms });
        begin(characterId);
        if (fate.endsAuthorisation === true) ended.add(characterId);
        if (mend === undefined) return;
        const { leastMs, mostMs } = lasting;
        untilMs.set(characterId, {
          ms: Date.now() + leastMs + random() * (mostMs - leastMs),
          mend: () => mend(characterId),
        });
      },
    };
  }

  function mendNow(characterId: number, mend: () => Promise<void>): void {
    if (mending.has(characterId)) return;
    const mended = mend().then(() => {
      untilMs.delete(characterId);
      mending.delete(characterId);
    });
    // Heard by `mendAll`.
    mended.catch(() => undefined);
    mending.set(characterId, mended);
  }

  function mendUntil(nowMs: number): void {
    for (const [characterId, { ms, mend }] of untilMs)
      if (ms <= nowMs) mendNow(characterId, mend);
  }

  return {
    wrongs: fates.map(asWrong),
    mendDue: () => mendUntil(Date.now()),
    async mendAll() {
      mendUntil(Infinity);
      await Promise.all(mending.values());
    },
    ended: () => ended,
    lost: () => lost,
  };
}
