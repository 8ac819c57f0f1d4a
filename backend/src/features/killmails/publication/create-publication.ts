import type { Database } from "../../../platform/database/index.ts";
import type { Killmails } from "../killmails.ts";
import { readAudience } from "../store/members.ts";
import { lookAtAllAfter, readDelay, writeDelay } from "../store/publication.ts";
import type { Visibility } from "../visibility.ts";
import type { OpeningDeps } from "./open-references.ts";
import type { PublicationDelay } from "./publication-delay.ts";
import { publishDue } from "./publish-due.ts";
import { createPublish } from "./publish.ts";

/** How private mails become public by what those who see them want: at once, or some hours after they were first recorded. */
export function createPublication(
  deps: OpeningDeps & {
    database: Database;
    visibility: Visibility;
    defaultDelay: PublicationDelay;
    /** After the commit: somebody sees more, and there are orders. */
    tellOfNews: () => Promise<void>;
  },
): Pick<
  Killmails,
  | "publish"
  | "publicationDelay"
  | "setPublicationDelay"
  | "resumePublication"
  | "publishDue"
  | "corporationSettings"
> {
  const { database, clock, defaultDelay } = deps;
  return {
    publish: createPublish(deps),
    publishDue: (now) => publishDue(deps, now),
    async resumePublication(tx, grantId) {
      const delay = (await readDelay(tx, { grantId })) ?? defaultDelay;
      if (delay !== "never")
        await lookAtAllAfter(tx, { grantId }, Number(delay));
    },
    publicationDelay: async (grantId) =>
      (await readDelay(database.prisma, { grantId })) ?? defaultDelay,
    corporationSettings: async (db, corporationId) => ({
      audience: await readAudience(db, corporationId),
      publicationDelay:
        (await readDelay(db, { corporationId })) ?? defaultDelay,
    }),
    setPublicationDelay: (observer, delay) =>
      database.transaction(async (tx) => {
        await writeDelay(tx, observer, delay, clock.now());
        // A longer delay needs no look at anything: what is due earlier by the old one is looked at then, and left.
        if (delay !== "never")
          await lookAtAllAfter(tx, observer, Number(delay));
      }),
  };
}
