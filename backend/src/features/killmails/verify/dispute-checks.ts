import { readUnsettled } from "../store/disputed-bodies.ts";
import { fetchKillmail } from "../tasks.ts";
import type { VerifyDeps } from "./create-ledger-checks.ts";
import { type LedgerCheck, mostFindings } from "./ledger-check.ts";
import { name } from "./reference-checks.ts";

/** Bodies that sources disagree about. */
export function disputeChecks({
  database,
  outbox,
}: VerifyDeps): readonly LedgerCheck[] {
  return [
    {
      name: "Where two sources brought different bodies, ESI has decided",
      async find() {
        const open = await readUnsettled(database.prisma, mostFindings);
        return {
          texts: open.map(
            (one) =>
              `${name(one)} came from ${one.source} with another body than the one that is here, and ESI was not asked yet`,
          ),
          async heal() {
            const orders = open.map(({ killmailId, hash }) => ({
              killmailId,
              hash,
            }));
            await database.transaction((tx) =>
              outbox.addMany(tx, fetchKillmail, orders, { priority: "recent" }),
            );
            outbox.poke();
          },
        };
      },
    },
  ];
}
