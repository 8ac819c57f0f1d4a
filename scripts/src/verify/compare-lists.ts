import type { App } from "@killreport/backend/app.ts";
import type { ListComparison } from "@killreport/backend/features/character-sync/index.ts";
import type { Finding } from "./look-at-tables.ts";

/** What ESI lists for each linked character, and for each corporation whose directors let us read its list, and the ledger lacks. */
export async function compareLists(
  {
    characterSync,
    corporationSync,
  }: Pick<App, "characterSync" | "corporationSync">,
  isFixing: boolean,
): Promise<{ findings: Finding[]; notes: string[]; isProven: boolean }> {
  const findings: Finding[] = [];
  const notes: string[] = [];
  let isProven = true;

  async function take(whose: string, list: ListComparison): Promise<void> {
    if (list.kind === "not compared") {
      notes.push(`The list of ${whose}: ${list.reason}`);
      isProven &&= list.isProven;
      return;
    }
    const { missing, fresh } = list;
    if (isFixing && missing.length + fresh.length > 0) await list.heal();
    for (const { killmailId, hash } of missing)
      findings.push({
        text: `Killmail ${killmailId} (${hash.slice(0, 8)}) is listed for ${whose} and not in its ledger`,
        isHealed: isFixing,
      });
    if (fresh.length > 0)
      notes.push(
        `The list of ${whose}: ${fresh.length} killmails since its last check${isFixing ? ", taken" : "; the next one brings them"}`,
      );
  }

  // One list at a time: none is kept in memory longer than it takes to compare it.
  for (const one of await characterSync.characters())
    await take(`character ${one}`, await characterSync.compareList(one));
  for (const one of await corporationSync.corporations())
    await take(`corporation ${one}`, await corporationSync.compareList(one));
  return { findings, notes, isProven };
}
