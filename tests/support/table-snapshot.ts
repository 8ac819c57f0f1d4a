import type pg from "pg";

/**
 * The content of all tables, less what may differ between two runs that did the same:
 * arrival times, surrogate keys (an account, a grant are named by their character) and the
 * books of processes. Every column that is left out is listed here.
 */
const excludedColumns = {
  accounts: ["id", "created_at"],
  grants: ["id", "account_id", "granted_at"],
  linked_characters: [
    "account_id",
    "grant_id",
    "refresh_token",
    "access_token",
    "access_token_expires_at",
    "linked_at",
  ],
  character_syncs: [
    "next_sync_at",
    "last_sync_at",
    "last_new_at",
    "message",
    "moved_at",
    "look_at",
    "updated_at",
  ],
  // Since when it is public is an arrival time; whether it is, is compared.
  killmail_references: ["first_seen_at", "publish_at", "public_since"],
  refused_references: ["subject_id", "first_seen_at"],
  disputed_bodies: ["noticed_at", "settled_at"],
  observations: ["grant_id", "observed_at"],
  // Which of the directors a mail came through is a matter of whose turn it was.
  corporation_observations: ["grant_id", "observed_at"],
  corporation_members: ["grant_id", "checked_at"],
  corporation_settings: ["updated_at"],
  grant_settings: ["grant_id", "updated_at"],
  corporation_syncs: [
    "next_sync_at",
    "last_sync_at",
    "last_new_at",
    "message",
    "created_at",
    "updated_at",
  ],
  corporation_directors: [
    "role_checked_at",
    "last_turn_at",
    "message",
    "updated_at",
  ],
  // How often a mail has changed is a matter of what came when.
  killmails: ["created_at", "public_since", "revision"],
  killmail_involvements: [],
  // Whether prices of the day were looked at already is a matter of when.
  killmail_values: ["priced_at", "revision", "is_repriced"],
  history_days: ["updated_at"],
  completeness_days: ["checked_at"],
  // Of changes nothing is compared.
  visibility_log: ["sequence", "grant_id", "created_at"],
  source_cursors: ["subject", "expires_at", "last_modified", "updated_at"],
  // Who is where now is asked from time to time.
  entities: [
    "learnt_at",
    "created_at",
    "ticker",
    "corporation_id",
    "alliance_id",
    "former_names",
    "deleted_at",
    "refreshed_at",
    "refresh_due_at",
    "refresh_days",
  ],
  item_types: ["learnt_at", "created_at"],
  solar_systems: ["learnt_at", "created_at"],
  constellations: [],
  regions: [],
  price_blocks: [],
  market_history_days: ["updated_at"],
  custom_prices: ["id", "set_at"],
  wars: ["last_new_at", "next_read_at", "queued_until", "etag", "failed_at"],
  zkillboard_figures: [],
  zkillboard_months: ["reading_since", "read_at"],
  live_feed_revisits: ["due_at"],
  live_feed_oddities: ["noticed_at"],
  outbox: [],
} satisfies Record<string, string[]>;

/** Books of processes and of money spent, and what EVE publishes for everybody: not compared. */
const excludedTables = [
  "learnt_types",
  "static_builds",
  "static_categories",
  "static_celestials",
  "static_constellations",
  "static_corporations",
  "static_data_checks",
  "static_factions",
  "static_groups",
  "static_market_groups",
  "static_meta_groups",
  "static_recipes",
  "static_regions",
  "static_stargates",
  "static_stations",
  "static_systems",
  "static_type_dogma",
  "static_type_names",
  "static_types",
  "completeness_runs",
  "sessions",
  "esi_hosts",
  "fitting_saves",
  "live_feed",
  "esi_spends",
  "host_paces",
  "price_questions",
  "price_refreshes",
  "type_histories",
  "killmail_retention",
  "sync_checks",
  "valuation_days",
  "valuation_progress",
  "war_listings",
  "worker_processes",
  "zkillboard_backfills",
];

const grantName = (table: string) =>
  `, (SELECT character_id || ':' || owner_hash FROM grants WHERE id = ${table}.grant_id) AS grant_of`;

const isPublic = ", public_since IS NOT NULL AS is_public";

const filters: Partial<Record<string, string>> = {
  visibility_log: " WHERE revision IS NULL",
};

const named: Partial<Record<string, string>> = {
  killmail_references: isPublic,
  killmails: isPublic,
  observations: grantName("observations"),
  corporation_members: grantName("corporation_members"),
  grant_settings: grantName("grant_settings"),
  visibility_log: grantName("visibility_log"),
};

export type TableSnapshot = Record<string, string[]>;

/** Rows as JSON text, sorted, by table. */
export async function snapshotTables(pool: pg.Pool): Promise<TableSnapshot> {
  const snapshot: TableSnapshot = {};
  for (const [table, excluded] of Object.entries(excludedColumns)) {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT (to_jsonb(t) - $1::text[])::text AS row
         FROM (SELECT *${named[table] ?? ""} FROM ${table}${filters[table] ?? ""}) t ORDER BY 1`,
      [excluded],
    );
    snapshot[table] = rows.map(({ row }) => row);
  }
  return snapshot;
}

/** What one comparison leaves out beside what all do: columns, or whole tables. */
export type LeftOut = Readonly<Record<string, readonly string[] | "all">>;

/** For each table how many rows it has and a checksum over their content in order: what `snapshotTables` compares, where that would be too much to hold. */
export async function checksumTables(
  pool: pg.Pool,
  leftOut: LeftOut = {},
): Promise<TableSnapshot> {
  const checksums: TableSnapshot = {};
  for (const [table, excluded] of Object.entries(excludedColumns)) {
    const more = leftOut[table] ?? [];
    if (more === "all") continue;
    const { rows } = await pool.query<{ sum: string }>(
      `SELECT count(*) || ' rows, ' || coalesce(md5(string_agg(sum, '' ORDER BY sum)), '') AS sum
         FROM (SELECT md5((to_jsonb(t) - $1::text[])::text) AS sum
                 FROM (SELECT *${named[table] ?? ""} FROM ${table}${filters[table] ?? ""}) t) sums`,
      [[...excluded, ...more]],
    );
    checksums[table] = rows.map(({ sum }) => sum);
  }
  return checksums;
}

/** What a comparison does not look at, a line a table. */
export function describeLeftOut(leftOut: LeftOut = {}): string[] {
  const columns = Object.entries(excludedColumns).flatMap(
    ([table, excluded]) => {
      const more = leftOut[table] ?? [];
      if (more === "all") return [];
      const all = [...excluded, ...more];
      return all.length === 0 ? [] : [`${table}: ${all.join(", ")}`];
    },
  );
  const tables = Object.keys(leftOut).filter((name) => leftOut[name] === "all");
  return [...columns, `whole: ${[...tables, ...excludedTables].join(", ")}`];
}

/** Some of the rows that only one of the two has, by table: what a comparison of large snapshots shows when it fails. */
export function differences(a: TableSnapshot, b: TableSnapshot): string[] {
  return Object.keys({ ...a, ...b }).flatMap((table) => {
    const [left, right] = [new Set(a[table]), new Set(b[table])];
    const only = (here: Set<string>, there: Set<string>, side: string) =>
      [...here]
        .filter((row) => !there.has(row))
        .slice(0, 3)
        .map((row) => `${table}, ${side}: ${row.slice(0, 500)}`);
    return [
      ...only(left, right, "only the first"),
      ...only(right, left, "only the second"),
      ...(a[table]?.length === b[table]?.length
        ? []
        : [
            `${table}: ${a[table]?.length ?? 0} and ${b[table]?.length ?? 0} rows`,
          ]),
    ];
  });
}

/** Tables of the schema that neither list knows, so that a new table can not be forgotten. */
export async function unknownTables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname <> '_prisma_migrations'`,
  );
  const known = new Set([...Object.keys(excludedColumns), ...excludedTables]);
  return rows.map(({ name }) => name).filter((name) => !known.has(name));
}
