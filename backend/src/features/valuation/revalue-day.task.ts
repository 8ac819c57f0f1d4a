import { implementTask, type TaskImplementation } from "../../kernel/index.ts";
import type { MailPlace } from "../killmails/index.ts";
import { labelLate } from "./late/label-late.ts";
import { revalueDay } from "./tasks.ts";
import type { ValuationDeps } from "./value-killmails.task.ts";
import { revalue, valueFresh } from "./value-mails.ts";

const dayMs = 86_400_000;
/** Mails in one transaction. */
const chunk = 500;

/** In pieces that each stand for themselves: broken off, it begins anew, and what is done costs a look. */
export function revalueDayTask(deps: ValuationDeps): TaskImplementation {
  return implementTask(revalueDay, async ({ day, typeIds }, { attempt }) => {
    const time = {
      from: new Date(day * dayMs),
      before: new Date((day + 1) * dayMs),
    };
    let after: MailPlace | null = null;
    for (;;) {
      const places: MailPlace[] = await deps.killmails.places(
        time,
        after,
        chunk,
      );
      const fresh = await valueFresh(deps, places);
      await revalue(deps, places, typeIds);
      // Where it broke off, mails may have their value and no late labels yet.
      if (fresh > 0 || typeIds === null || attempt > 1)
        await labelLate(deps, places);
      after = places.at(-1) ?? null;
      if (after === null || places.length < chunk) return;
    }
  });
}
