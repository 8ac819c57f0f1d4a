import type { Database } from "../../../platform/database/index.ts";

/**
 * Makes the partitions that mails of these moments go into. Runs on its own before the storing transaction: DDL in
 * the middle of one would hold its locks until commit and deadlock with readers. Years already made are remembered.
 */
export function createPartitions(database: Database) {
  const made = new Set<number>();
  return async (moments: readonly Date[]): Promise<void> => {
    const years = new Set(moments.map((moment) => moment.getUTCFullYear()));
    for (const year of [...years].sort()) {
      if (made.has(year)) continue;
      const moment = new Date(Date.UTC(year, 0, 1)).toISOString();
      await database.prisma
        .$executeRaw`SELECT ensure_killmail_partitions(${moment}::timestamptz)`;
      made.add(year);
    }
  };
}
