import type { App } from "@killreport/backend/app.ts";
import type { Finding } from "./look-at-tables.ts";

/** What ESI lists for each linked character and the ledger lacks. */
export async function compareLists(
  { characterSync }: Pick<App, "characterSync">,
  isFixing: boolean,
): Promise<{ findings: Finding[]; notes: string[]; isProven: boolean }> {
  const findings: Finding[] = [];
  const notes: string[] = [];
  let isProven = true;
  for (const characterId of await characterSync.characters()) {
    const list = await characterSync.compareList(characterId);
    if (list.kind === "not compared") {
      notes.push(`Character ${characterId}: ${list.reason}`);
      isProven &&= list.isProven;
      continue;
    }
    if (isFixing && list.missing.length + list.fresh.length > 0)
      await list.heal();
    for (const { killmailId, hash } of list.missing)
      findings.push({
        text: `Killmail ${killmailId} (${hash.slice(0, 8)}) is listed for character ${characterId} and not in its ledger`,
        isHealed: isFixing,
      });
    if (list.fresh.length > 0)
      notes.push(
        `Character ${characterId}: ${list.fresh.length} killmails since its last check${isFixing ? ", taken" : "; the next one brings them"}`,
      );
  }
  return { findings, notes, isProven };
}
