import { id, type KillmailId } from "../../../kernel/index.ts";
import type { CopyRows } from "../../../platform/database/index.ts";
import { filterInvolvements } from "./involvement-rows.ts";
import type { PreparedPiece, PreparedRows } from "./piece.ts";

/** Appends the rows of a piece to their tables; with `isWanted`, of those mails only. */
export async function copyMails(
  copy: CopyRows,
  piece: PreparedPiece,
  isWanted: ((mail: { killmailId: KillmailId }) => boolean) | null,
): Promise<void> {
  const isWantedId = (killmailId: number) =>
    isWanted === null || isWanted({ killmailId: id<KillmailId>(killmailId) });
  const rows = (prepared: PreparedRows) =>
    isWanted === null
      ? [prepared.bytes]
      : filterRows(prepared, piece.ids, isWantedId);
  await copy("killmail_references", referenceColumns, rows(piece.references));
  await copy("killmails", killmailColumns, rows(piece.killmails));
  await copy("killmail_involvements", involvementColumns, [
    isWanted === null
      ? piece.involvements
      : filterInvolvements(piece.involvements, isWantedId),
  ]);
}

function filterRows(
  { bytes, ends }: PreparedRows,
  ids: Int32Array,
  isWanted: (killmailId: number) => boolean,
): Uint8Array[] {
  return [...ids.keys()]
    .filter((index) => isWanted(ids[index] ?? 0))
    .map((index) =>
      bytes.subarray(index === 0 ? 0 : ends[index - 1], ends[index]),
    );
}

/** In the order in which prepare-piece.ts writes the fields. */
export const referenceColumns = [
  "killmail_id",
  "hash",
  "state",
  "killmail_time",
  "first_source",
  "first_seen_at",
  "public_since",
  "public_source",
];
export const killmailColumns = [
  "killmail_id",
  "killmail_time",
  "hash",
  "solar_system_id",
  "victim_character_id",
  "victim_corporation_id",
  "victim_alliance_id",
  "victim_ship_type_id",
  "attacker_count",
  "revision",
  "body_codec",
  "body",
  "effects",
  "public_since",
  "public_source",
  "created_at",
  "body_source",
  "is_history",
];
export const involvementColumns = [
  "entity_id",
  "killmail_time",
  "killmail_id",
  "roles",
];
