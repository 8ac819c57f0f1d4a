import type { Clock, Logger } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { type PubSub, tell } from "../../platform/pubsub/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { deriveLater } from "./derive-later.ts";
import type { KillmailEffect } from "./killmail-effect.ts";
import type { Killmails } from "./killmails.ts";
import type { LaterEffect } from "./later-effect.ts";
import { readPlaces } from "./store/derivable-mails.ts";
import { createKeepPartitions } from "./partitions/keep-partitions.ts";
import { createPublication } from "./publication/create-publication.ts";
import type { PublicationDelay } from "./publication/publication-delay.ts";
import { record } from "./record.ts";
import { createBulk } from "./bulk/create-bulk.ts";
import { ingest } from "./ingest/ingest.ts";
import { reviseKillmails } from "./store/revise-killmails.ts";
import { rejectReference } from "./storing/reject-reference.ts";
import { storeBodies } from "./storing/store-bodies.ts";
import { createPartitions } from "./store/ensure-partitions.ts";
import {
  countsForCorporation,
  countsForGrant,
  isBodyWanted,
  isPending,
} from "./store/ledger.ts";
import {
  forgetMember,
  noteDirector,
  noteMembers,
  readMemberships,
  writeAudience,
} from "./store/members.ts";
import { readByIds } from "./store/read-by-ids.ts";
import { lastSequence, logAfter, readRights } from "./store/read-log.ts";
import { isEntityKnown, readPage } from "./store/read-page.ts";
import { readCursor } from "./store/source-cursor.ts";
import { visibilityChannel } from "./visibility-channel.ts";
import { type Visibility, visibility as rules } from "./visibility.ts";

export interface KillmailsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly pubsub: PubSub;
  readonly effects?: readonly KillmailEffect[];
  readonly laterEffects?: readonly LaterEffect[];
  readonly log: Logger;
  /** What holds for observers who have chosen no delay; never unless given. */
  readonly defaultPublicationDelay?: PublicationDelay;
  /** How many years old all of a year's mails are before they are taken out; null, and unless given: they are kept. */
  readonly retentionYears?: number | null;
  /** Only tests replace it: by none at all, to see that this is noticed. */
  readonly visibility?: Visibility;
}

export function createKillmails(deps: KillmailsDeps): Killmails {
  const { clock, database, outbox, pubsub, log } = deps;
  const { effects = [], laterEffects = [] } = deps;
  const {
    visibility = rules,
    defaultPublicationDelay: defaultDelay = "never",
    retentionYears = null,
  } = deps;
  const { prisma } = database;
  const ensurePartitions = createPartitions(database);

  // Subscribers read the log, so news that were lost come with the next ones.
  const announce = () => tell({ pubsub, log }, visibilityChannel, "");

  const storing = { ...deps, effects, laterEffects, ensurePartitions };

  async function tellOfNews(): Promise<void> {
    outbox.poke();
    await announce();
  }

  return {
    record: (tx, input) => record({ ...storing, defaultDelay }, tx, input),
    cursor: readCursor,
    isPending,
    isBodyWanted,
    async store(bodies) {
      const counts = await storeBodies(storing, bodies);
      if (counts.stored > 0) await tellOfNews();
      return counts;
    },
    async ingest(input) {
      const counts = await ingest(storing, input);
      await tellOfNews();
      return counts;
    },
    bulk: () => createBulk({ ...storing, afterLoad: tellOfNews }),
    revise: (tx, killmailIds) => reviseKillmails(tx, killmailIds, clock.now()),
    deriveLater: (places, prepare) =>
      deriveLater({ ...deps, announce }, places, prepare),
    places: (time, after, limit) => readPlaces(prisma, time, after, limit),
    reject: (reference, reason) => rejectReference(storing, reference, reason),
    announce,
    countsForGrant,
    countsForCorporation,
    noteMembers,
    noteDirector,
    forgetMember,
    memberships: readMemberships,
    setCorporationAudience: (db, corporationId, audience) =>
      writeAudience(db, corporationId, audience, clock.now()),
    ...createPublication({ ...storing, visibility, defaultDelay, tellOfNews }),
    keepPartitions: createKeepPartitions({ ...storing, retentionYears }),
    async byId(viewer, killmailId) {
      const found = await readByIds(prisma, visibility, viewer, [killmailId]);
      return found.get(killmailId) ?? null;
    },
    byIds: (viewer, killmailIds) =>
      readByIds(prisma, visibility, viewer, killmailIds),
    page: (viewer, query) => readPage(prisma, visibility, viewer, query),
    isEntityKnown: (viewer, entityId) =>
      isEntityKnown(prisma, visibility, viewer, entityId),
    logAfter: (sequence, limit) => logAfter(prisma, sequence, limit),
    lastSequence: () => lastSequence(prisma),
    rights: (viewer) => readRights(prisma, viewer),
    opens: (rights, entry) => visibility.opens(rights, entry),
  };
}
