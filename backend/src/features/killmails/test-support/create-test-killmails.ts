import {
  type AccountId,
  type CorporationId,
  createMovableClock,
  type GrantId,
  id,
  type Logger,
  type MovableClock,
  silentLogger,
  type Viewer,
} from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { PubSub } from "../../../platform/pubsub/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import { createKillmails } from "../create-killmails.ts";
import type { KillmailsDeps } from "../create-killmails.ts";
import type { Killmails } from "../killmails.ts";
import { referenceOf } from "./invent-killmail.ts";

export interface TestKillmails {
  readonly killmails: Killmails;
  readonly clock: MovableClock;
  /** How often subscribers were told. */
  readonly announcements: string[];
  /** A pilot with an account of their own and one live grant. */
  pilot(characterId?: number): Promise<Pilot>;
  /** Another character on the pilot's account. */
  secondGrant(pilot: Pilot, characterId: number): Promise<GrantId>;
  endGrant(grantId: GrantId): Promise<void>;
  /** Records mails as shown to the grant (or, with null, by a public source) and stores their bodies. */
  recordAndStore(
    mails: readonly EsiKillmail[],
    grantId: GrantId | null,
    /** Of the list that showed them, when it is a corporation's. */
    corporationId?: CorporationId,
  ): Promise<void>;
  /** Where the character of the grant is from now on. */
  joins(
    grantId: GrantId,
    corporationId: CorporationId,
    isDirector?: boolean,
  ): Promise<void>;
}

export interface Pilot {
  readonly accountId: AccountId;
  readonly grantId: GrantId;
  readonly viewer: Viewer;
}

/** The feature on a test database, with a real outbox and a pub/sub nobody listens to. */
export function createTestKillmails(
  database: Database,
  options: Pick<
    KillmailsDeps,
    | "effects"
    | "laterEffects"
    | "defaultPublicationDelay"
    | "visibility"
    | "retentionYears"
  > & { log?: Logger } = {},
): TestKillmails {
  const { prisma } = database;
  const clock = createMovableClock();
  const announcements: string[] = [];
  const pubsub: PubSub = {
    publish: (channel) => {
      announcements.push(channel);
      return Promise.resolve();
    },
    subscribe: () => Promise.resolve(() => Promise.resolve()),
    close: () => Promise.resolve(),
  };
  const outbox = createOutbox({ clock, listeners: [] });
  const killmails = createKillmails({
    database,
    clock,
    outbox,
    pubsub,
    log: silentLogger,
    ...options,
  });

  async function grant(accountId: bigint, characterId: number) {
    const row = await prisma.grant.create({
      data: {
        accountId,
        characterId,
        ownerHash: "owner",
        grantedAt: clock.now(),
      },
    });
    return id<GrantId>(row.id);
  }

  return {
    killmails,
    clock,
    announcements,
    async pilot(characterId = 2110000001) {
      const account = await prisma.account.create({
        data: { createdAt: clock.now() },
      });
      const accountId = id<AccountId>(account.id);
      const grantId = await grant(account.id, characterId);
      return { accountId, grantId, viewer: { kind: "account", accountId } };
    },
    secondGrant: ({ accountId }, characterId) =>
      grant(BigInt(accountId), characterId),
    async endGrant(grantId) {
      await prisma.grant.update({
        where: { id: grantId },
        data: { endedAt: clock.now(), endedReason: "unlinked" },
      });
    },
    async recordAndStore(mails, grantId, corporationId) {
      const priority = "recent";
      await database.transaction((tx) =>
        killmails.record(tx, {
          references: mails.map(referenceOf),
          ...(corporationId === undefined
            ? { source: grantId === null ? "zkillboard" : "character" }
            : { source: "corporation", corporationId }),
          grantId,
          priority,
        }),
      );
      await killmails.store(
        mails.map((body) => ({ reference: referenceOf(body), body, priority })),
      );
    },
    async joins(grantId, corporationId, isDirector = false) {
      const checkedAt = clock.now();
      await killmails.noteMembers(prisma, [
        { grantId, corporationId, checkedAt },
      ]);
      await killmails.noteDirector(prisma, grantId, isDirector);
    },
  };
}
