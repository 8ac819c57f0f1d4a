import type { Zkb } from "../../boards/zkb.ts";
import { completeKillmail } from "../complete-killmail.ts";
import { dumpOf } from "../dump-of.ts";
import { killmailHash } from "../killmail-hash.ts";
import { entryOf } from "../killmail-index.ts";
import type { Killmail } from "../killmail.ts";
import { createPeople } from "../people.ts";
import type { PostBook } from "../post-book.ts";
import { createPostBook, postingDelayMs } from "../post-book.ts";
import { createRandom } from "../random.ts";
import type { World } from "../world.ts";
import { createDataPeople } from "./data-people.ts";
import { createDataUniverse } from "./data-universe.ts";
import type { LoadedKillmails } from "./load-killmails.ts";
import { loadKillmails } from "./load-killmails.ts";

export interface DataWorldOptions {
  folder: string;
  clock: { now(): Date };
  /** Undefined: all day files are released and the killmail clock starts just after them. */
  replayFactor?: number | undefined;
}

/** Real killmails of a folder, with a killmail clock of their own. */
export function createDataWorld(options: DataWorldOptions): World {
  const mails = loadKillmails(options.folder);
  const people = createPeople(createDataPeople(options.folder, mails));
  const added = new Map<number, Killmail>();
  const book = createPostBook();
  postAll(mails, book);
  const startedMs = options.clock.now().getTime();
  const isReplay = options.replayFactor !== undefined;
  const baseMs = isReplay ? mails.firstMs : mails.endMs;
  const killmailMs = (): number =>
    baseMs +
    (options.clock.now().getTime() - startedMs) * (options.replayFactor ?? 1);

  return {
    kind: "data",
    people,
    universe: createDataUniverse(options.folder),
    killmailClock: () => new Date(killmailMs()),
    listForCharacter: (id) => mails.listed.listForCharacter(id, killmailMs()),
    listForCorporation: (id) =>
      mails.listed.listForCorporation(id, killmailMs()),
    hashOf: (id) => (mails.listed.get(id) ?? mails.unlisted.get(id))?.hash,
    warMails: () => {
      const nowMs = killmailMs();
      return [...mails.listed.all(), ...mails.unlisted.values()].filter(
        ({ warId, releaseMs }) => warId !== undefined && releaseMs <= nowMs,
      );
    },
    activity: (id) => mails.listed.countFor(id),
    killmail(id, hash) {
      const own = added.get(id);
      if (own) return killmailHash(own) === hash ? own : undefined;
      const listed = mails.listed.get(id);
      const entry = listed ?? mails.unlisted.get(id);
      if (entry?.hash !== hash) return undefined;
      if (listed && listed.releaseMs > killmailMs()) return undefined;
      return mails.archive.read(entry.place);
    },
    isStill: false,
    posts: () => book.posts,
    publish(id) {
      const entry = mails.listed.get(id) ?? mails.unlisted.get(id);
      if (!entry) return undefined;
      book.publish(entry, killmailMs());
      return { killmail_hash: entry.hash, killmail_id: id };
    },
    givenUntilMs: isReplay ? undefined : mails.endMs,
    entryOf: (id) => mails.listed.get(id) ?? mails.unlisted.get(id),
    partiesOf: (entry) => mails.parties.read(entry.parties),
    recordedZkb({ id }) {
      const entry = mails.unlisted.get(id);
      const zkb = entry && mails.archive.readWhole(entry.place).zkb;
      return isWhole(zkb) ? zkb : undefined;
    },
    dumpOf(entry) {
      const own = added.get(entry.id);
      if (own) return dumpOf(own, entry);
      const listed = mails.listed.get(entry.id);
      return listed
        ? mails.archive.readText(listed.place)
        : dumpOf(mails.archive.read(placeOf(mails, entry.id)), entry);
    },
    shownHash: ({ hash }) => hash,
    bodyOf({ id }) {
      const own = added.get(id);
      if (own) return own;
      return mails.archive.read(placeOf(mails, id));
    },
    add(partial, { isPublic = true } = {}) {
      const killmail = completeKillmail(partial, {
        id: mails.newestId + 1,
        nowMs: killmailMs(),
        solarSystemId: 30_002_813,
        people,
      });
      // Ids out of all proportion are for tests, not for those that follow.
      if (killmail.killmail_id < 2 ** 31)
        mails.newestId = Math.max(mails.newestId, killmail.killmail_id);
      const hash = killmailHash(killmail);
      added.set(killmail.killmail_id, killmail);
      const entry = {
        ...entryOf(killmail, hash, killmailMs(), mails.parties),
        place: { block: 0, offset: 0, length: 0 },
      };
      mails.listed.add(entry);
      if (isPublic) book.publish(entry, killmailMs());
      return { killmail_hash: hash, killmail_id: killmail.killmail_id };
    },
  };
}

function placeOf({ listed, unlisted }: LoadedKillmails, id: number) {
  const entry = listed.get(id) ?? unlisted.get(id);
  if (!entry) throw new Error(`no killmail ${id}`);
  return entry.place;
}

/** Some collections keep parts of the block only. */
const isWhole = (zkb: Partial<Zkb> | undefined): zkb is Zkb =>
  zkb?.hash !== undefined &&
  zkb.totalValue !== undefined &&
  zkb.labels !== undefined;

/** Every mail of the day files is public; the boards have all of them by the end of the last day. */
function postAll({ listed, endMs }: LoadedKillmails, book: PostBook): void {
  for (const entry of listed.all()) {
    const wantedMs = entry.releaseMs + postingDelayMs(entry.id);
    const leftMs = endMs - entry.releaseMs;
    entry.postedMs =
      wantedMs <= endMs
        ? wantedMs
        : endMs - Math.floor(createRandom(entry.id, 604).next() * leftMs);
    book.add({ entry, atMs: entry.postedMs, isByHand: false });
  }
}
