import { completeKillmail } from "../complete-killmail.ts";
import { killmailHash } from "../killmail-hash.ts";
import type { KillmailEntry, KillmailIndex } from "../killmail-index.ts";
import { createKillmailIndex, entryOf } from "../killmail-index.ts";
import type { Killmail } from "../killmail.ts";
import { dumpOf } from "../dump-of.ts";
import { createPartyBook } from "../party-book.ts";
import { createPeople } from "../people.ts";
import { createPostBook, postingDelayMs } from "../post-book.ts";
import { createRandom } from "../random.ts";
import type { World } from "../world.ts";
import { createCast } from "./cast.ts";
import { inventCapsuleKill, inventKillmail } from "./invent-killmail.ts";
import { createSeedUniverse } from "./seed-universe.ts";

export interface SeedWorldOptions {
  seed: number;
  clock: { now(): Date };
  /** How often a new kill happens while the simulator runs; 0 = the world stands still. */
  liveKillsEveryMs: number;
}

interface SeedEntry extends KillmailEntry {
  /** Invents the body again: nothing but this function is kept of a mail. */
  body: () => Killmail;
}

const slotMs = 6_480_000;
const slotsPerCycle = 1_200; // times slotMs = 90 days
const dayMs = 24 * 3_600_000;

/**
 * An invented New Eden. Its history is a pattern of fights that repeats every 90 days on a grid of
 * absolute time: whatever day it runs, a pilot has the same list of fights, and a mail seen today
 * has the same id and hash after a restart. On top of it, new kills happen while the simulator runs.
 */
export function createSeedWorld(options: SeedWorldOptions): World {
  const { seed, clock, liveKillsEveryMs } = options;
  const people = createPeople(createCast(seed));
  const index = createKillmailIndex<SeedEntry>();
  const book = createPostBook();
  const parties = createPartyBook();
  const startMs = clock.now().getTime();
  const isAlive = liveKillsEveryMs > 0;
  let nextSlot = Math.floor((startMs - 91 * dayMs) / slotMs);
  let nextFreeId = 0;
  let nextLive = isAlive
    ? Math.floor(startMs / liveKillsEveryMs) + 1
    : Infinity;

  const enter = (
    timeMs: number,
    delayMs: number,
    invent: (id: number) => Killmail,
  ): number => {
    let id = idAt(timeMs);
    while (index.get(id)) id++;
    const body = (): Killmail => invent(id);
    const killmail = body();
    // In a world that stands still nothing appears later, not even what is late.
    if (!isAlive && timeMs + delayMs > startMs) return id;
    const releaseMs = timeMs + delayMs;
    const entry: SeedEntry = {
      ...entryOf(killmail, killmailHash(killmail), releaseMs, parties),
      body,
    };
    index.add(entry);
    if (createRandom(seed, 105, id).chance(publicShare)) {
      const postedMs = releaseMs + postingDelayMs(id);
      entry.postedMs = isAlive ? postedMs : Math.min(postedMs, startMs);
      book.add({ entry, atMs: entry.postedMs, isByHand: false });
    }
    return id;
  };

  const enterSlot = (slot: number): void => {
    const place = ((slot % slotsPerCycle) + slotsPerCycle) % slotsPerCycle;
    const plan = createRandom(seed, 101, place);
    // Four-second steps, the pace of ids, leave no two fights of the grid on one id.
    const timeMs = slot * slotMs + plan.between(0, 1_600) * 4_000;
    const delayMs = plan.chance(0.04) ? plan.between(600_000, 3 * dayMs) : 0;
    const ship = (id: number): Killmail =>
      inventKillmail({
        random: createRandom(seed, 102, place),
        people,
        id,
        timeMs,
      });
    const shipId = enter(timeMs, delayMs, ship);
    const shipKill = ship(shipId);
    const isPodded =
      shipKill.victim.character_id !== undefined &&
      shipKill.attackers.some(
        (attacker) => attacker.character_id !== undefined,
      ) &&
      plan.chance(0.42);
    if (!isPodded) return;
    const podMs = timeMs + plan.between(4, 15) * 4_000;
    enter(podMs, delayMs, (id) =>
      inventCapsuleKill(ship(shipId), {
        random: createRandom(seed, 103, place),
        people,
        id,
        timeMs: podMs,
      }),
    );
  };

  const liveMs = (live: number): number =>
    Math.floor((live * liveKillsEveryMs) / 1_000) * 1_000;

  const liveKill = (live: number, id: number): Killmail =>
    inventKillmail({
      random: createRandom(seed, 104, live),
      people,
      id,
      timeMs: liveMs(live),
    });

  const enterLive = (live: number): void => {
    enter(liveMs(live), 0, (id) => liveKill(live, id));
  };

  /** A kill that happened live before a restart: not listed any more, but its body is still there. */
  const earlierLiveKill = (id: number, hash: string): Killmail | undefined => {
    if (!isAlive) return undefined;
    const untilMs = Math.min(startMs, timeOfId(id) + idStepMs);
    // Up to two ids are skipped where another killmail stood in the way.
    const fromMs = timeOfId(id - 2);
    let live = Math.ceil(fromMs / liveKillsEveryMs);
    for (; live * liveKillsEveryMs < untilMs; live++) {
      const killmail = liveKill(live, id);
      if (killmailHash(killmail) === hash) return killmail;
    }
    return undefined;
  };

  /** Lets happen what happened since it was last asked. */
  const catchUp = (): number => {
    const nowMs = clock.now().getTime();
    const untilMs = isAlive ? nowMs : startMs;
    // A clock moved by weeks would invent fights nobody watched by the hundred thousand.
    if (isAlive)
      nextLive = Math.max(
        nextLive,
        Math.floor((nowMs - dayMs) / liveKillsEveryMs),
      );
    while (nextSlot * slotMs <= untilMs) enterSlot(nextSlot++);
    while (nextLive * liveKillsEveryMs <= untilMs) enterLive(nextLive++);
    return nowMs;
  };
  const isReleased = (entry: SeedEntry): boolean => {
    const nowMs = catchUp();
    return entry.timeMs <= nowMs && entry.releaseMs <= nowMs;
  };

  return {
    kind: "seed",
    people,
    universe: createSeedUniverse(seed),
    killmailClock: () => clock.now(),
    listForCharacter: (id) => index.listForCharacter(id, catchUp()),
    listForCorporation: (id) => index.listForCorporation(id, catchUp()),
    hashOf: (id) => {
      catchUp();
      return index.get(id)?.hash;
    },
    warMails: () => {
      catchUp();
      return [...index.all()].filter(
        (entry) => entry.warId !== undefined && isReleased(entry),
      );
    },
    activity: (id) => {
      catchUp();
      return index.countFor(id);
    },
    killmail(id, hash) {
      catchUp();
      const entry = index.get(id);
      if (entry?.hash === hash)
        return isReleased(entry) ? entry.body() : undefined;
      return earlierLiveKill(id, hash);
    },
    isStill: !isAlive,
    posts() {
      catchUp();
      return book.posts;
    },
    publish(id) {
      const nowMs = catchUp();
      const entry = index.get(id);
      if (!entry) return undefined;
      book.publish(entry, nowMs);
      return { killmail_hash: entry.hash, killmail_id: id };
    },
    recordedZkb: () => undefined,
    entryOf(id) {
      catchUp();
      return index.get(id);
    },
    partiesOf: (entry) => parties.read(entry.parties),
    dumpOf: (entry) => dumpOf(bodyOf(index, entry.id), entry),
    shownHash: ({ hash }) => hash,
    bodyOf: ({ id }) => bodyOf(index, id),
    add(partial, { isPublic = true } = {}) {
      const nowMs = catchUp();
      // Thousands may be added within one step of the ids: none is tried twice.
      let id = Math.max(idAt(nowMs), nextFreeId);
      while (index.get(id)) id++;
      nextFreeId = id + 1;
      const killmail = completeKillmail(partial, {
        id,
        nowMs,
        solarSystemId: 30_900_007,
        people,
      });
      const hash = killmailHash(killmail);
      const entry = {
        ...entryOf(killmail, hash, nowMs, parties),
        body: () => killmail,
      };
      index.add(entry);
      if (isPublic) book.publish(entry, nowMs);
      return { killmail_hash: hash, killmail_id: killmail.killmail_id };
    },
  };
}

function bodyOf(index: KillmailIndex<SeedEntry>, id: number): Killmail {
  const entry = index.get(id);
  if (!entry) throw new Error(`no killmail ${id}`);
  return entry.body();
}

/** How many of its killmails the invented world shows to everybody; of the real one it is less. */
const publicShare = 0.8;

/** One id per four seconds, which in 2026 gives ids near the real ones. */
const idStepMs = 4_000;
const idBase = 132_300_000;
const idEpochMs = Date.UTC(2026, 0, 1);
const idAt = (timeMs: number): number =>
  idBase + Math.floor((timeMs - idEpochMs) / idStepMs);
const timeOfId = (id: number): number => idEpochMs + (id - idBase) * idStepMs;
