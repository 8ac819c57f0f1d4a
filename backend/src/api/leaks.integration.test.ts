import { afterEach, expect, test } from "vitest";
import { Prisma } from "../platform/database/index.ts";
import type { Visibility } from "../features/killmails/index.ts";
import { type ApiSite, startApiSite } from "./test-support/api-site.ts";
import { findLeaks } from "./test-support/leaks/find-leaks.ts";
import { hiddenMails } from "./test-support/leaks/hidden-mails.ts";

/** What the whole application would be without the predicate. */
const noVisibility: Visibility = {
  isVisible: () => Prisma.sql`TRUE`,
  keys: ({ clauses, limit }) => [
    Prisma.sql`
    SELECT k.killmail_time AS time, k.killmail_id AS id FROM killmails k
    WHERE TRUE ${involves(clauses)}
    ORDER BY k.killmail_time DESC, k.killmail_id DESC LIMIT ${limit}`,
  ],
  opens: () => true,
};

function involves(clauses: KeyQuery["clauses"]): Prisma.Sql {
  return clauses.reduce(
    (tests, { ids }) => Prisma.sql`${tests} AND EXISTS (
      SELECT 1 FROM killmail_involvements i
      WHERE i.killmail_id = k.killmail_id AND i.entity_id = ANY(${ids}::bigint[]))`,
    Prisma.empty,
  );
}

type KeyQuery = Parameters<Visibility["keys"]>[0];

let site: ApiSite;
afterEach(() => site.close());

async function search(
  visibility?: Visibility,
  only?: readonly string[],
): Promise<string[]> {
  site = await startApiSite({
    app: visibility === undefined ? {} : { visibility },
    api: {
      requestLimits: {
        operationsPerMinute: 1_000_000,
        loginsPerMinute: 1_000_000,
      },
      operationLimits: {
        queryLength: 1_000_000,
        tokens: 1_000_000,
        depth: 100,
        cost: 1e12,
      },
    },
  });
  return findLeaks(hiddenMails(site), only);
}

test("no query, subscription, mutation or path gives away that a foreign private mail exists", async () => {
  expect(await search()).toEqual([]);
}, 600_000);

test("without the predicate they do: the search would notice", async () => {
  const fields = [
    "query killmail",
    "query killmails",
    "query character",
    "query corporation",
    "query alliance",
    "subscription killmailAdded",
    "subscription killmailUpdated",
    "mutation publishKillmail",
  ];
  const leaks = await search(noVisibility, fields);
  for (const field of fields)
    for (const asker of ["nobody", "a stranger"])
      if (field !== "mutation publishKillmail" || asker !== "nobody")
        expect(
          leaks.filter(
            (name) => name.startsWith(`${field}(`) && name.endsWith(asker),
          ),
          `${field} as ${asker}`,
        ).not.toEqual([]);
}, 600_000);
