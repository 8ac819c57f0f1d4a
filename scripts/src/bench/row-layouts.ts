import { deflateRawSync } from "node:zlib";
import {
  type EsiItem,
  type EsiKillmail,
  involvements,
  packBody,
} from "@killreport/backend/features/killmails/index.ts";

interface LayoutTable {
  readonly name: string;
  /** Columns as SQL declares them; `rows` gives values under the same names. */
  readonly columns: string;
  /** What follows the table: keys and indexes, each a whole statement. */
  readonly indexes: readonly string[];
  readonly rows: (esi: EsiKillmail) => object[];
}

export interface RowLayout {
  readonly name: string;
  readonly tables: readonly LayoutTable[];
}

const key = "t timestamptz(0), id int";

/** Lists of every kind of entity need an index each where participants are rows. */
const entityIndexes = (table: string) =>
  ["character", "corporation", "alliance", "faction"].map(
    (kind) =>
      `CREATE INDEX ON ${table} (${kind}, t, id) WHERE ${kind} IS NOT NULL`,
  );

const mail = {
  columns: `${key}, hash bytea, system int, war int, moon int, character bigint, corporation bigint, alliance bigint,
    faction bigint, ship int, damage int, x float8, y float8, z float8, revision int, effects text[], created timestamptz(3)`,
  row: (esi: EsiKillmail) => ({
    ...keyOf(esi),
    hash: "\\x0123456789012345678901234567890123456789",
    system: esi.solar_system_id,
    war: esi.war_id,
    moon: esi.moon_id,
    ...party(esi.victim),
    ship: esi.victim.ship_type_id,
    damage: esi.victim.damage_taken,
    ...esi.victim.position,
    revision: 1,
    created: esi.killmail_time,
  }),
};

const attackers: LayoutTable = {
  name: "attackers",
  columns: `${key}, nth smallint, character bigint, corporation bigint, alliance bigint, faction bigint, ship int, weapon int,
    damage int, final boolean, security real`,
  indexes: [
    "ALTER TABLE attackers ADD PRIMARY KEY (t, id, nth)",
    ...entityIndexes("attackers"),
  ],
  rows: (esi) =>
    esi.attackers.map((attacker, nth) => ({
      ...keyOf(esi),
      nth,
      ...party(attacker),
      ship: attacker.ship_type_id,
      weapon: attacker.weapon_type_id,
      damage: attacker.damage_done,
      final: attacker.final_blow,
      security: attacker.security_status,
    })),
};

const victims = (table: string) => [
  `ALTER TABLE ${table} ADD PRIMARY KEY (t, id)`,
  ...entityIndexes(table),
];

const packed = {
  columns: `id int, t timestamptz(0), hash bytea, system int, character bigint, corporation bigint, alliance bigint,
    ship int, attackers int, revision int, codec smallint, body bytea, effects text[],
    "publicSince" timestamptz(3), "publicSource" text, created timestamptz(3)`,
  indexes: [
    "ALTER TABLE killmails ADD PRIMARY KEY (t, id)",
    'CREATE INDEX ON killmails (t, id) WHERE "publicSince" IS NOT NULL',
    "CREATE INDEX ON killmails USING brin (created)",
  ],
  row: (esi: EsiKillmail) => ({
    ...mail.row(esi),
    attackers: esi.attackers.length,
    codec: 1,
    body: hex(packBody(esi).bytes),
    // All of them public: the dearer case.
    publicSince: esi.killmail_time,
    publicSource: "everef",
  }),
};

export const rowLayouts: readonly RowLayout[] = [
  {
    name: "rows: mail, attackers, items",
    tables: [
      {
        name: "mails",
        columns: mail.columns,
        indexes: victims("mails"),
        rows: (esi) => [mail.row(esi)],
      },
      attackers,
      {
        name: "items",
        columns: `${key}, nth smallint, container smallint, type int, flag smallint, singleton smallint, dropped int, destroyed int`,
        indexes: ["ALTER TABLE items ADD PRIMARY KEY (t, id, nth)"],
        rows: itemRows,
      },
    ],
  },
  {
    name: "rows: mail, attackers; items packed",
    tables: [
      {
        name: "mails",
        columns: `${mail.columns}, items bytea`,
        indexes: victims("mails"),
        rows: (esi) => [
          { ...mail.row(esi), items: hex(packItems(esi.victim.items ?? [])) },
        ],
      },
      attackers,
    ],
  },
  {
    name: "body packed; involvements as rows",
    tables: [
      {
        name: "killmails",
        columns: packed.columns,
        indexes: packed.indexes,
        rows: (esi) => [packed.row(esi)],
      },
      {
        name: "involvements",
        columns: `entity bigint, ${key}, roles smallint`,
        indexes: [
          "ALTER TABLE involvements ADD PRIMARY KEY (entity, t, id) INCLUDE (roles)",
        ],
        rows: (esi) =>
          [...involvements(esi)].map(([entity, roles]) => ({
            entity,
            ...keyOf(esi),
            roles,
          })),
      },
    ],
  },
  {
    name: "body packed; entities in an array with a GIN index",
    tables: [
      {
        name: "killmails",
        columns: `${packed.columns}, entities bigint[]`,
        indexes: [
          ...packed.indexes,
          "CREATE INDEX ON killmails USING gin (entities)",
        ],
        rows: (esi) => [
          {
            ...packed.row(esi),
            entities: [...involvements(esi).keys()],
          },
        ],
      },
    ],
  },
];

function keyOf(esi: EsiKillmail) {
  return { t: esi.killmail_time, id: esi.killmail_id };
}

function party(who: EsiKillmail["victim"] | EsiKillmail["attackers"][number]) {
  return {
    character: who.character_id,
    corporation: who.corporation_id,
    alliance: who.alliance_id,
    faction: who.faction_id,
  };
}

function itemRows(esi: EsiKillmail): object[] {
  const rows: object[] = [];
  const add = (item: Omit<EsiItem, "items">, container?: number) => {
    rows.push({
      ...keyOf(esi),
      nth: rows.length,
      container,
      type: item.item_type_id,
      flag: item.flag,
      singleton: item.singleton,
      dropped: item.quantity_dropped,
      destroyed: item.quantity_destroyed,
    });
  };
  for (const item of esi.victim.items ?? []) {
    add(item);
    const container = rows.length - 1;
    for (const inner of item.items ?? []) add(inner, container);
  }
  return rows;
}

function packItems(items: readonly EsiItem[]): Uint8Array {
  return deflateRawSync(
    JSON.stringify(
      items.map((item) => [
        item.item_type_id,
        item.flag,
        item.singleton,
        item.quantity_dropped ?? 0,
        item.quantity_destroyed ?? 0,
        ...(item.items === undefined ? [] : [item.items]),
      ]),
    ),
    { level: 9 },
  );
}

function hex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString("hex")}`;
}
