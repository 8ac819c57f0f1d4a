import type { TaskContract } from "../../../kernel/index.ts";
import type { Db, Prisma } from "../../database/index.ts";

/** Orders that have failed and are not done yet. */
export interface Failing {
  readonly count: number;
  /** When the first of them is tried again; null when none is by itself. */
  readonly retryAt: Date | null;
}

/** How the task fails for the payloads that `wanted` selects in a column `payload`. Orders no worker has tried yet do not count. */
export async function countFailing(
  db: Db,
  contract: Pick<TaskContract<never>, "name">,
  wanted: Prisma.Sql,
): Promise<Failing> {
  const [row] = await db.$queryRaw<{ count: bigint; retryAt: Date | null }[]>`
    SELECT count(*) AS count, min(o.due_at) FILTER (WHERE o.dead_at IS NULL) AS "retryAt"
    FROM outbox o
    WHERE o.task = ${contract.name} AND o.last_error IS NOT NULL
      AND o.payload IN (SELECT w.payload FROM (${wanted}) w)`;
  return { count: Number(row?.count ?? 0), retryAt: row?.retryAt ?? null };
}
