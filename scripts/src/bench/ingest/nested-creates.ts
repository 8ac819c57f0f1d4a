import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { projectFolder } from "@killreport/backend/platform/config/index.ts";
import {
  type EsiItem,
  type EsiKillmail,
  killmailHash,
} from "@killreport/backend/features/killmails/index.ts";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";

interface NestedClient {
  readonly mail: { create(args: { data: object }): Promise<unknown> };
  $disconnect(): Promise<void>;
}

const client = join(projectFolder, ".bench/nested-client/client.mts");

/** Stores mails one by one, each with one nested Prisma create of its attackers and items as rows (nested.prisma), and returns how many a second that made. The database is one of its own. */
export async function measureNestedCreates(
  url: string,
  mails: readonly EsiKillmail[],
): Promise<number> {
  await generateClient();
  const { PrismaClient } = (await import(pathToFileURL(client).href)) as {
    PrismaClient: new (options: { adapter: PrismaPg }) => NestedClient;
  };
  const pool = new pg.Pool({ connectionString: url });
  for (const statement of tables) await pool.query(statement);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  try {
    const rows = mails.map(toRow);
    const startedAt = performance.now();
    for (const data of rows) await prisma.mail.create({ data });
    return mails.length / ((performance.now() - startedAt) / 1000);
  } finally {
    await prisma.$disconnect();
    await pool.end();
  }
}

async function generateClient(): Promise<void> {
  const program = join(projectFolder, "node_modules/prisma/build/index.js");
  const schema = fileURLToPath(new URL("nested.prisma", import.meta.url));
  await promisify(execFile)(
    process.execPath,
    [program, "generate", `--schema=${schema}`],
    { cwd: projectFolder },
  );
}

const entityIndexes = (table: string) =>
  ["character_id", "corporation_id", "alliance_id"].map(
    (column) => `CREATE INDEX ON ${table} (${column})`,
  );

const tables = [
  `CREATE TABLE mails (id int PRIMARY KEY, time timestamptz(0) NOT NULL, hash text NOT NULL, system_id int NOT NULL,
     character_id bigint, corporation_id bigint, alliance_id bigint, ship_type_id int NOT NULL, damage_taken int NOT NULL)`,
  `CREATE TABLE attackers (id bigserial PRIMARY KEY, mail_id int NOT NULL REFERENCES mails, character_id bigint,
     corporation_id bigint, alliance_id bigint, ship_type_id int, weapon_type_id int, damage_done int NOT NULL,
     is_final_blow boolean NOT NULL)`,
  `CREATE TABLE items (id bigserial PRIMARY KEY, mail_id int NOT NULL REFERENCES mails, type_id int NOT NULL,
     flag int NOT NULL, quantity_dropped bigint, quantity_destroyed bigint)`,
  "CREATE INDEX ON mails (time)",
  "CREATE INDEX ON attackers (mail_id)",
  "CREATE INDEX ON items (mail_id)",
  ...entityIndexes("mails"),
  ...entityIndexes("attackers"),
];

function toRow(esi: EsiKillmail): object {
  const { victim } = esi;
  return {
    id: esi.killmail_id,
    time: new Date(esi.killmail_time),
    hash: killmailHash(esi),
    systemId: esi.solar_system_id,
    ...party(victim),
    shipTypeId: victim.ship_type_id,
    damageTaken: victim.damage_taken,
    attackers: {
      create: esi.attackers.map((attacker) => ({
        ...party(attacker),
        shipTypeId: attacker.ship_type_id ?? null,
        weaponTypeId: attacker.weapon_type_id ?? null,
        damageDone: attacker.damage_done,
        isFinalBlow: attacker.final_blow,
      })),
    },
    items: { create: (victim.items ?? []).flatMap(withContents).map(item) },
  };
}

function party(who: EsiKillmail["victim"] | EsiKillmail["attackers"][number]) {
  return {
    characterId: who.character_id ?? null,
    corporationId: who.corporation_id ?? null,
    allianceId: who.alliance_id ?? null,
  };
}

const withContents = ({ items = [], ...container }: EsiItem) => [
  container,
  ...items,
];

function item(one: Omit<EsiItem, "items">) {
  return {
    typeId: one.item_type_id,
    flag: one.flag,
    quantityDropped: one.quantity_dropped ?? null,
    quantityDestroyed: one.quantity_destroyed ?? null,
  };
}
