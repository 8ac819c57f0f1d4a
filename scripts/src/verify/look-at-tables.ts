import type { LedgerCheck } from "@killreport/backend/features/killmails/index.ts";

export interface Finding {
  readonly text: string;
  readonly isHealed: boolean;
}

/** What is wrong beyond that, a second run of the command finds. */
const mostRounds = 1_000;

/** What differs. With `isFixing` each kind is healed until nothing of it is left; what comes back unchanged stays a difference. */
export async function lookAtTables(
  checks: readonly LedgerCheck[],
  isFixing: boolean,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    const before = new Set<string>();
    for (let round = 0; round < mostRounds; round++) {
      const found = await check.find();
      const news = found.texts.filter((text) => !before.has(text));
      if (!isFixing || news.length === 0) {
        for (const text of isFixing ? [] : found.texts)
          findings.push({ text, isHealed: false });
        break;
      }
      await found.heal();
      for (const text of news) {
        before.add(text);
        findings.push({ text, isHealed: true });
      }
    }
  }
  return findings;
}
