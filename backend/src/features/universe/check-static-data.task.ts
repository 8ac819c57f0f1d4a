import { implementTask, type TaskImplementation } from "../../kernel/index.ts";
import { checkStaticData } from "./tasks.ts";
import type { Universe } from "./universe.ts";

/** One request when there is nothing new. */
export function checkStaticDataTask(
  importStaticData: Universe["importStaticData"],
): TaskImplementation {
  return implementTask(checkStaticData, async (_wake, { log }) => {
    const { buildNumber, isImported, rows } = await importStaticData();
    if (isImported) log.info({ buildNumber, rows }, "Imported static data");
  });
}
