import type { Database } from "../../platform/database/index.ts";
import { readFiguresOf } from "./store.ts";
import type { ZkillboardFigures } from "./zkillboard-figures.ts";

export function createZkillboardFigures(deps: {
  database: Database;
}): ZkillboardFigures {
  return {
    async of(killmailIds) {
      const rows = await readFiguresOf(deps.database.prisma, killmailIds);
      return Map.groupBy(rows, ({ killmailId }) => killmailId);
    },
  };
}
