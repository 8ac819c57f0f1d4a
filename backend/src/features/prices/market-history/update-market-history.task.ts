import {
  implementTask,
  type TaskImplementation,
  UnavailableError,
} from "../../../kernel/index.ts";
import { dayName, dayNamed, dayOf } from "../days.ts";
import { noteRefresh } from "../store/refreshes.ts";
import { updateMarketHistory } from "../tasks.ts";
import type { PricesDeps } from "../deps.ts";
import { importDays } from "./import-days.ts";

/** Before a killmail's day 34 days with prices decide what it is worth (external-apis 4.7); some days have none. */
const weeks = 40;

/** The last weeks that EVE Ref has: all of them at first, then what is new or was rewritten. Older days are what `import:prices` is for. */
export function updateMarketHistoryTask(deps: PricesDeps): TaskImplementation {
  const { clock, database, everef } = deps;
  const { prisma } = database;

  return implementTask(updateMarketHistory, async (_, { log }) => {
    const yesterday = dayName(dayOf(clock.now()) - 1);
    const days = [...(await everef.totals()).keys()]
      .filter((day) => day <= yesterday)
      .sort();
    const to = days.at(-1);
    if (to === undefined)
      throw new UnavailableError("EVE Ref has no market history at all");
    const from = dayName((dayNamed(to) ?? 0) - weeks + 1);
    const report = await importDays(deps, { from, to });
    const { imported, failed, complaints } = report;
    if (imported > 0 || failed > 0)
      log.info({ imported, failed, to }, "Brought EVE Ref's market history");
    await noteRefresh(prisma, "everef", {
      doneAt: clock.now(),
      message:
        complaints[0] === undefined ? null : withoutFolder(complaints[0]),
    });
  });
}

/** Whoever may read it does not have to know where files lie on this machine. */
function withoutFolder(text: string): string {
  return text.replace(/^\S*[\\/]/, "");
}
