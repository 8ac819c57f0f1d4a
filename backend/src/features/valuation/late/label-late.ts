import type { KillmailId } from "../../../kernel/index.ts";
import {
  type Database,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";
import {
  type Killmails,
  type MailPlace,
  readStored,
} from "../../killmails/index.ts";
import type { StaticFacts } from "../../universe/index.ts";
import { labelBits } from "../labels/label-names.ts";
import { findGanks } from "./find-ganks.ts";
import { findPadding } from "./find-padding.ts";
import { likeLossesOf } from "./padding-keys.ts";

interface LateLabel {
  readonly killmailId: KillmailId;
  readonly gankedBy: KillmailId | null;
  readonly paddingOf: KillmailId | null;
}

/**
 * Labels that follow from several mails: of those given, and of others that only now, with these, are ganks or padding.
 * Only public mails carry them, and only public ones speak for them; one that becomes public later is given then.
 * What is there stays, so it may run again.
 */
export async function labelLate(
  deps: {
    readonly database: Database;
    readonly killmails: Pick<Killmails, "revise" | "announce">;
    readonly universe: { facts(): Promise<StaticFacts> };
  },
  places: readonly MailPlace[],
): Promise<void> {
  const { database, killmails } = deps;
  const { prisma } = database;
  const facts = await deps.universe.facts();
  const mails = (await readStored(prisma, places)).filter(
    ({ isPublic }) => isPublic,
  );
  const ganks = await findGanks(prisma, mails);
  const groups = mails.flatMap(({ esi }) => likeLossesOf(esi, facts) ?? []);
  const padding = await findPadding(prisma, groups, facts);
  const found = [
    ...ganks.map((one) => ({ ...one, paddingOf: null })),
    ...padding.map((one) => ({ ...one, gankedBy: null })),
  ];
  if (found.length === 0) return;
  const told = await database.transaction(async (tx) => {
    const news = await addLabels(tx, found);
    await killmails.revise(tx, news);
    return news.length > 0;
  });
  if (told) await killmails.announce();
}

const ganked = labelBits(["ganked"]);
const paddingBit = labelBits(["padding"]);
const pvp = labelBits(["pvp"]);

/** Returns the mails that carry a label they did not carry before. */
async function addLabels(
  tx: Transaction,
  found: readonly LateLabel[],
): Promise<KillmailId[]> {
  const ids = found.map(({ killmailId }) => killmailId);
  // In the order in which everybody locks them; revise would lock them, too, but behind the values.
  await tx.$executeRaw`
    SELECT 1 FROM killmail_references WHERE killmail_id = ANY(${ids}::int[])
    ORDER BY killmail_id, hash
    FOR UPDATE`;
  const rows = await tx.$queryRaw<{ killmailId: KillmailId }[]>`
    WITH found AS (
      SELECT "killmailId", min("gankedBy") AS ganked, min("paddingOf") AS padding
      FROM jsonb_to_recordset(${sqlJson(found)}::jsonb) AS x("killmailId" int, "gankedBy" int, "paddingOf" int)
      GROUP BY 1
    )
    UPDATE killmail_values v SET
      ganked_by = coalesce(v.ganked_by, f.ganked),
      padding_of = coalesce(v.padding_of, f.padding),
      labels = CASE WHEN f.padding IS NULL THEN v.labels ELSE (v.labels | ${paddingBit}::bigint) & ~${pvp}::bigint END
        | CASE WHEN f.ganked IS NULL THEN 0 ELSE ${ganked}::bigint END
    FROM found f
    WHERE v.killmail_id = f."killmailId"
      AND ((f.ganked IS NOT NULL AND v.ganked_by IS NULL) OR (f.padding IS NOT NULL AND v.padding_of IS NULL))
    RETURNING v.killmail_id AS "killmailId"`;
  return rows.map(({ killmailId }) => killmailId);
}
