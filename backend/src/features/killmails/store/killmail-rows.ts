import type { KillmailId } from "../../../kernel/index.ts";
import { Prisma } from "../../../platform/database/index.ts";
import { unpackBody } from "../body/pack-body.ts";
import type { StoredKillmail } from "../killmails.ts";

/** What `toStoredKillmail` reads of a row of `killmails` named `k`. */
export const killmailColumns = Prisma.sql`
  k.killmail_id AS id, encode(k.hash, 'hex') AS hash, k.killmail_time AS time, k.revision,
  k.public_since AS "publicSince", k.public_source AS "publicSource", k.body_codec AS codec, k.body AS bytes`;

export interface KillmailRow {
  readonly id: KillmailId;
  readonly hash: string;
  readonly time: Date;
  readonly revision: number;
  readonly publicSince: Date | null;
  readonly publicSource: string | null;
  readonly codec: number;
  readonly bytes: Uint8Array;
}

export function toStoredKillmail(row: KillmailRow): StoredKillmail {
  const { codec, bytes, ...rest } = row;
  const isPublic = row.publicSince !== null;
  return { ...rest, isPublic, esi: unpackBody({ codec, bytes }) };
}
