import type { Database } from "../../../backend/src/platform/database/index.ts";
import type { Sample, Simulator } from "../../../simulator/src/index.ts";
import { refusedBody } from "../wrongs/eve-faults.ts";
import type { Loss } from "../wrongs/pilot-lives.ts";
import type { ListHistory } from "./list-history.ts";

export interface Comparison {
  /** Listed by ESI, and not stored for whom it was listed. */
  readonly lost: string[];
  /** Held, and listed for nobody. */
  readonly invented: string[];
  /** Refused by ESI once, which is final; kept with that reason. */
  readonly refused: number;
}

interface Held {
  /** `character 95465499` or `corporation 98356193`. */
  recipient: string;
  /** Of a grant that has ended: the character was sold. */
  isEnded: boolean;
  killmailId: number;
  state: "stored" | "pending" | "rejected" | "expired";
  isThere: boolean;
}

/** Holds what the site has for each character and corporation against ESI's lists of them. */
export async function compareLists(run: {
  simulator: Simulator;
  database: Database;
  sample: Sample;
  losses: readonly Loss[];
  history: ListHistory;
}): Promise<Comparison> {
  const { simulator, sample, losses, history } = run;
  const held = await readHeld(run.database);
  const refused = refusedIds(simulator);
  const lost: string[] = [];
  const known = new Set<string>();
  const listedIds = new Set<number>();

  /** Whatever is in `needed` has to be held, nothing but `listed` may be. */
  function compare(
    recipient: string,
    needed: Iterable<number>,
    listed: readonly number[],
    isEnded = false,
  ): void {
    const rows = new Map(
      held
        .filter((row) => row.recipient === recipient && row.isEnded === isEnded)
        .map((row) => [row.killmailId, row]),
    );
    for (const killmailId of listed) {
      known.add(`${recipient} ${killmailId}`);
      listedIds.add(killmailId);
    }
    for (const killmailId of needed)
      if (!isKept(rows.get(killmailId), refused))
        lost.push(`${recipient} ${killmailId}`);
  }

  for (const characterId of sample.characterIds) {
    const recipient = `character ${characterId}`;
    const listed = idsOf(simulator.listFor(characterId));
    const loss = losses.find((one) => one.characterId === characterId);
    const shown = loss && history.shownBefore(characterId, loss.ms);
    const isDeleted = loss?.kind === "deleted";
    compare(recipient, isDeleted ? (shown ?? []) : listed, listed);
    if (loss?.kind === "sold") compare(recipient, shown ?? [], listed, true);
  }
  for (const { id } of sample.corporations) {
    const listed = idsOf(simulator.listForCorporation(id));
    compare(`corporation ${id}`, listed, listed);
  }

  const stored = await readStored(run.database);
  return {
    lost,
    invented: [
      ...held
        .map(({ recipient, killmailId }) => `${recipient} ${killmailId}`)
        .filter((pair) => !known.has(pair)),
      ...stored
        .filter((killmailId) => !listedIds.has(killmailId))
        .map((killmailId) => `nobody ${killmailId}`),
    ],
    refused: new Set(
      held
        .filter(({ state }) => state === "rejected")
        .map(({ killmailId }) => killmailId),
    ).size,
  };
}

function isKept(row: Held | undefined, refused: ReadonlySet<number>): boolean {
  if (row?.state === "rejected") return refused.has(row.killmailId);
  return row?.state === "stored" && row.isThere;
}

/** Mails whose body ESI was scripted to refuse. */
function refusedIds(simulator: Simulator): Set<number> {
  const refused = simulator
    .requests({ path: "/killmails/" })
    .filter(({ fault }) => fault === refusedBody);
  return new Set(
    refused.map(({ path }) => Number(/\/killmails\/(\d+)\//.exec(path)?.[1])),
  );
}

const idsOf = (references: readonly { killmail_id: number }[]): number[] =>
  references.map(({ killmail_id }) => killmail_id);

async function readHeld({ pool }: Database): Promise<Held[]> {
  const { rows } = await pool.query<Held>(
    `SELECT o.recipient, o.is_ended AS "isEnded", o.killmail_id AS "killmailId", r.state, k.killmail_id IS NOT NULL AS "isThere"
       FROM (SELECT 'character ' || g.character_id AS recipient, g.ended_at IS NOT NULL AS is_ended, o.killmail_id, o.hash
               FROM observations o JOIN grants g ON g.id = o.grant_id
             UNION ALL
             SELECT 'corporation ' || corporation_id, FALSE, killmail_id, hash FROM corporation_observations) o
       LEFT JOIN killmail_references r USING (killmail_id, hash)
       LEFT JOIN killmails k USING (killmail_id, hash)`,
  );
  return rows;
}

async function readStored({ pool }: Database): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(
    "SELECT killmail_id AS id FROM killmails",
  );
  return rows.map(({ id }) => id);
}
