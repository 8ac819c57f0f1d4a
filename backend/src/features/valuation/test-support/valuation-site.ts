import { workOff } from "../../../../../tests/support/work-off.ts";
import {
  type AccountId,
  createMovableClock,
  type GrantId,
  id,
  type KillmailId,
  silentLogger,
  type Viewer,
} from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import {
  createKillmails,
  type EsiKillmail,
  killmailHash,
  type KillmailsDeps,
} from "../../killmails/index.ts";
import {
  type PriceBook,
  pricesArrived,
  type PricesArrived,
} from "../../prices/index.ts";
import { createValuation } from "../create-valuation.ts";
import { labelsOfBits } from "../labels/label-names.ts";
import { valuationListeners } from "../tasks.ts";
import { valuationEffect } from "../valuation-effect.ts";
import type { StaticFacts } from "../../universe/index.ts";
import { bookOf } from "./book-of.ts";
import { factsOf } from "./facts-of.ts";
import { labelFacts } from "./labelled-mail.ts";

/** Mails, their values, and prices and static data that a test sets. */
export function openValuationSite(
  database: Database,
  options: Pick<KillmailsDeps, "retentionYears"> = {},
) {
  const { prisma } = database;
  const clock = createMovableClock();
  const outbox = createOutbox({ clock, listeners: valuationListeners });
  const killmails = createKillmails({
    database,
    clock,
    outbox,
    log: silentLogger,
    pubsub: {
      publish: () => Promise.resolve(),
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    },
    laterEffects: [valuationEffect],
    ...options,
  });
  let book: PriceBook = bookOf({});
  let facts: StaticFacts = labelFacts;
  const valuation = createValuation({
    database,
    clock,
    outbox,
    killmails,
    universe: { facts: () => Promise.resolve(facts) },
    prices: { book: () => Promise.resolve(book) },
    frigateBay: "price",
  });
  const tasks = valuation.implementations.map(({ contract }) => contract.name);
  const idOf = ({ killmail_id }: Pick<EsiKillmail, "killmail_id">) =>
    id<KillmailId>(killmail_id);
  const valueOf = async (esi: Pick<EsiKillmail, "killmail_id">) =>
    (await valuation.of([idOf(esi)])).get(idOf(esi));

  return {
    killmails,
    clock,
    valuation,
    setPrices: (known: Parameters<typeof bookOf>[0]) => {
      book = bookOf(known);
    },
    /** As before the first import, or after it. */
    setStaticData: (isThere: boolean) => {
      facts = isThere ? labelFacts : { ...factsOf({}), buildNumber: null };
    },
    /** A pilot with an account of their own. */
    async pilot(characterId: number) {
      const createdAt = clock.now();
      const account = await prisma.account.create({ data: { createdAt } });
      const grant = await prisma.grant.create({
        data: {
          accountId: account.id,
          characterId,
          ownerHash: "owner",
          grantedAt: createdAt,
        },
      });
      const viewer: Viewer = {
        kind: "account",
        accountId: id<AccountId>(account.id),
      };
      return { grantId: id<GrantId>(grant.id), viewer };
    },
    /** Stores mails as shown to the grant or, with null, by a public source. */
    async recordAndStore(
      mails: readonly EsiKillmail[],
      grantId: GrantId | null,
    ) {
      const priority = "recent";
      const bodies = mails.map(
        (body) =>
          ({
            reference: referenceOf(body),
            body,
            priority,
          }) as const,
      );
      await database.transaction((tx) =>
        killmails.record(tx, {
          references: bodies.map(({ reference }) => reference),
          source: grantId === null ? "zkillboard" : "character",
          grantId,
          priority,
        }),
      );
      await killmails.store(bodies);
    },
    /** Does what is due now, each order twice; returns which. */
    work: () => workOff(database, clock, valuation.implementations, tasks),
    tellPrices: (arrived: PricesArrived) =>
      database.transaction((tx) =>
        outbox.emit(tx, pricesArrived, arrived, { priority: "recent" }),
      ),
    valueOf,
    async labelsOf(esi: Pick<EsiKillmail, "killmail_id">) {
      const value = await valueOf(esi);
      return value === undefined ? null : labelsOfBits(value.labels);
    },
    async revisionOf(esi: Pick<EsiKillmail, "killmail_id">) {
      const mail = await killmails.byId({ kind: "anonymous" }, idOf(esi));
      return mail?.revision;
    },
  };
}

export function referenceOf(esi: EsiKillmail) {
  return {
    killmailId: id<KillmailId>(esi.killmail_id),
    hash: killmailHash(esi),
  };
}
