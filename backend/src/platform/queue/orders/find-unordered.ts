import type { TaskContract } from "../../../kernel/index.ts";
import { type Db, sqlJson } from "../../database/index.ts";

/** Those of the payloads that no order of the task waits for or is worked on with, in any version. Dead letters do not count: nobody works on them. */
export function findUnordered<P>(
  db: Db,
  contract: Pick<TaskContract<P>, "name">,
  payloads: readonly P[],
): Promise<P[]> {
  return db.$queryRaw<{ payload: P }[]>`
      SELECT x.payload FROM jsonb_array_elements(${sqlJson([...payloads])}::jsonb) AS x(payload)
      WHERE NOT EXISTS (
        SELECT 1 FROM outbox o WHERE o.task = ${contract.name} AND o.dead_at IS NULL AND o.payload = x.payload)`.then(
    (rows) => rows.map(({ payload }) => payload),
  );
}
