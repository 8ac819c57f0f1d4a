import type { CharacterId } from "../../../kernel/index.ts";
import { createSyncSite, type SyncSite } from "./sync-site.ts";

interface ListedReference {
  killmail_id: number;
  killmail_hash: string;
}

/** A site with one pilot just logged in. */
export interface PilotSite extends SyncSite {
  pilot: CharacterId;
  runPilot(flags?: { force?: true; full?: true }): Promise<void>;
  pilotRow(): ReturnType<SyncSite["row"]>;
  minutesUntilNext(): Promise<number | null>;
  /** What the ledger holds, in the order of ids. */
  ledger(): Promise<ListedReference[]>;
  /** What ESI lists for the pilot, likewise. */
  listed(): ListedReference[];
  /** Something goes wrong with requests for the list. */
  fault(fault: object): Promise<void>;
}

export async function createPilotSite(): Promise<PilotSite> {
  const site = await createSyncSite();
  const [pilot] = site.pilots;
  await site.logIn(pilot);
  const pilotRow = () => site.row(pilot);
  return {
    ...site,
    pilot,
    pilotRow,
    runPilot: (flags) => site.run(pilot, flags),
    async minutesUntilNext() {
      const { nextSyncAt } = await pilotRow();
      if (nextSyncAt === null) return null;
      const leftMs = nextSyncAt.getTime() - site.clock.now().getTime();
      return Math.round(leftMs / 60_000);
    },
    async ledger() {
      const rows = await site.database.prisma.killmailReference.findMany({
        orderBy: { killmailId: "asc" },
      });
      return rows.map(({ killmailId, hash }) => ({
        killmail_id: killmailId,
        killmail_hash: Buffer.from(hash).toString("hex"),
      }));
    },
    listed: () =>
      site.simulator
        .listFor(pilot)
        .map(({ killmail_id, killmail_hash }) => ({
          killmail_id,
          killmail_hash,
        }))
        .sort((a, b) => a.killmail_id - b.killmail_id),
    fault: (fault) =>
      site.control("/faults", {
        service: "esi",
        path: "/killmails/recent",
        ...fault,
      }),
  };
}
