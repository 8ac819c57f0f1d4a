import type { KillmailReference } from "./killmail.ts";
import { createRandom } from "./random.ts";
import type { World } from "./world.ts";

export interface ReplayOptions {
  characterIds?: number[] | undefined;
  corporationIds?: number[] | undefined;
  /** Simulator time from the first release to the last. */
  overMs: number;
  /** How much of it is listed from the beginning, 0 to 1; the oldest. */
  initialShare?: number | undefined;
  /** By time of the mail, or in any order: then mails appear late, deep in their lists. */
  order?: "time" | "shuffled" | undefined;
  seed?: number | undefined;
}

export interface ReplayProgress {
  mails: number;
  released: number;
  /** Simulator time of the last release. */
  endsAt: string;
  isOver: boolean;
}

export interface ReplayedWorld extends World {
  /** Takes back all mails, and gives out those of the sample again over time; others stay hidden. */
  replay(options: ReplayOptions): ReplayProgress;
  replayProgress(): ReplayProgress | undefined;
  /** All of the sample, whether released or not, newest first. */
  replayedMails(): KillmailReference[];
  /** Releases the rest now. */
  finishReplay(): void;
  /** Lists everything again, of everybody. */
  endReplay(): void;
}

/** A world whose lists can be emptied and filled again as time passes. */
export function replayable(
  world: World,
  clock: { now(): Date },
): ReplayedWorld {
  let releases: Map<number, number> | undefined;
  let endMs = 0;
  let mails: KillmailReference[] = [];
  // What tests add on top is nobody's replay.
  const added = new Set<number>();

  const isReleased = (id: number): boolean =>
    releases === undefined ||
    added.has(id) ||
    (releases.get(id) ?? Infinity) <= clock.now().getTime();
  const released = (references: KillmailReference[]): KillmailReference[] =>
    releases === undefined
      ? references
      : references.filter(({ killmail_id: id }) => isReleased(id));

  const progress = (): ReplayProgress | undefined =>
    releases && {
      mails: mails.length,
      released: released(mails).length,
      endsAt: new Date(endMs).toISOString(),
      isOver: endMs <= clock.now().getTime(),
    };

  return {
    ...world,
    listForCharacter: (id) => released(world.listForCharacter(id)),
    listForCorporation: (id) => released(world.listForCorporation(id)),
    warMails: () => world.warMails().filter(({ id }) => isReleased(id)),
    killmail: (id, hash) =>
      isReleased(id) ? world.killmail(id, hash) : undefined,
    add(partial, publicity) {
      const reference = world.add(partial, publicity);
      added.add(reference.killmail_id);
      return reference;
    },
    replay(options) {
      mails = mailsOf(world, options);
      const startMs = clock.now().getTime();
      endMs = startMs + options.overMs;
      releases = releaseTimes(mails, startMs, options);
      return {
        mails: mails.length,
        released: released(mails).length,
        endsAt: new Date(endMs).toISOString(),
        isOver: options.overMs === 0,
      };
    },
    replayProgress: progress,
    replayedMails: () => [...mails],
    finishReplay() {
      endMs = Math.min(endMs, clock.now().getTime());
      for (const { killmail_id: id } of mails) releases?.set(id, endMs);
    },
    endReplay() {
      releases = undefined;
      mails = [];
    },
  };
}

/** The different mails a sample lists, newest first. */
export function mailsOf(
  world: World,
  sample: Pick<ReplayOptions, "characterIds" | "corporationIds">,
): KillmailReference[] {
  const byId = new Map<number, KillmailReference>();
  const lists = [
    ...(sample.characterIds ?? []).map((id) => world.listForCharacter(id)),
    ...(sample.corporationIds ?? []).map((id) => world.listForCorporation(id)),
  ];
  for (const reference of lists.flat())
    byId.set(reference.killmail_id, reference);
  return [...byId.values()].sort((a, b) => b.killmail_id - a.killmail_id);
}

function releaseTimes(
  mails: readonly KillmailReference[],
  startMs: number,
  { overMs, initialShare = 0, order = "time", seed = 1 }: ReplayOptions,
): Map<number, number> {
  const random = createRandom(seed, 401);
  const ids = mails.map((mail) => mail.killmail_id).reverse();
  const ordered =
    order === "time"
      ? ids
      : ids
          .map((id) => ({ id, place: random.next() }))
          .sort((a, b) => a.place - b.place)
          .map(({ id }) => id);
  const atOnce = Math.round(ordered.length * initialShare);
  const later = Math.max(1, ordered.length - atOnce);
  return new Map(
    ordered.map((id, place) => [
      id,
      place < atOnce
        ? startMs
        : startMs + Math.round(((place - atOnce + 1) / later) * overMs),
    ]),
  );
}
