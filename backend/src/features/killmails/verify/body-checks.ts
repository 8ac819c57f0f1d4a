import type { EntityId, KillmailId } from "../../../kernel/index.ts";
import { sqlJson } from "../../../platform/database/index.ts";
import { unpackBody } from "../body/pack-body.ts";
import { involvements } from "../filter/involvements.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import type { Reference } from "../reference.ts";
import type { VerifyDeps } from "./create-ledger-checks.ts";
import { type LedgerCheck, mostFindings } from "./ledger-check.ts";
import { fetchAgain, name } from "./reference-checks.ts";

const batchSize = 500;

interface MailRow extends Reference {
  readonly time: Date;
  readonly codec: number;
  readonly bytes: Uint8Array;
  readonly columns: Columns;
  /** Entity and roles, in the order of entities. */
  readonly involved: [EntityId, number][] | null;
}

/** What is kept beside the body to find the mail by. */
interface Columns {
  readonly system: number;
  readonly character: number | null;
  readonly corporation: number | null;
  readonly alliance: number | null;
  readonly ship: number;
  readonly attackers: number;
}

/** The mails and what is derived from their bodies. */
export function bodyChecks(deps: VerifyDeps): readonly LedgerCheck[] {
  const { prisma } = deps.database;
  return [
    {
      name: "Every mail has a body that can be read",
      async find() {
        const broken: (Reference & { time: Date })[] = [];
        for await (const row of mails(deps))
          if (readBody(row) === null && broken.push(row) === mostFindings)
            break;
        return {
          texts: broken.map((one) => `${name(one)} has a body nobody can read`),
          async heal() {
            await prisma.$executeRaw`
              DELETE FROM killmails k
              USING jsonb_to_recordset(${sqlJson(broken.map(place))}::jsonb) AS x(id int, time timestamptz)
              WHERE k.killmail_time = x.time AND k.killmail_id = x.id`;
            await fetchAgain(deps, broken);
          },
        };
      },
    },
    {
      name: "Who is involved in a mail, and its columns, are what its body says",
      async find() {
        const wrong: { row: MailRow; esi: EsiKillmail }[] = [];
        for await (const row of mails(deps)) {
          const esi = readBody(row);
          if (esi === null || isDerivedFrom(row, esi)) continue;
          if (wrong.push({ row, esi }) === mostFindings) break;
        }
        return {
          texts: wrong.map(
            ({ row }) => `${name(row)} is listed otherwise than its body says`,
          ),
          heal: () => deriveAgain(deps, wrong),
        };
      },
    },
    {
      name: "Whoever is involved is so in a mail that is here",
      async find() {
        const orphans = await prisma.$queryRaw<{ id: number; time: Date }[]>`
          SELECT DISTINCT i.killmail_id AS id, i.killmail_time AS time FROM killmail_involvements i
          WHERE NOT EXISTS (
            SELECT 1 FROM killmails k WHERE k.killmail_time = i.killmail_time AND k.killmail_id = i.killmail_id)
          ORDER BY 2, 1 LIMIT ${mostFindings}`;
        return {
          texts: orphans.map(
            ({ id }) => `Killmail ${id} has involvements and is not here`,
          ),
          async heal() {
            await prisma.$executeRaw`
              DELETE FROM killmail_involvements i
              USING jsonb_to_recordset(${sqlJson(orphans)}::jsonb) AS x(id int, time timestamptz)
              WHERE i.killmail_time = x.time AND i.killmail_id = x.id AND NOT EXISTS (
                SELECT 1 FROM killmails k WHERE k.killmail_time = i.killmail_time AND k.killmail_id = i.killmail_id)`;
          },
        };
      },
    },
  ];
}

/** All mails, some at a time, each with what is derived from it at that moment. */
async function* mails({ database }: VerifyDeps): AsyncGenerator<MailRow> {
  let after = { time: new Date(0), id: 0 };
  for (;;) {
    const rows = await database.prisma.$queryRaw<MailRow[]>`
      SELECT k.killmail_id AS "killmailId", encode(k.hash, 'hex') AS hash, k.killmail_time AS time,
        k.body_codec AS codec, k.body AS bytes,
        jsonb_build_object('system', k.solar_system_id, 'character', k.victim_character_id,
          'corporation', k.victim_corporation_id, 'alliance', k.victim_alliance_id, 'ship', k.victim_ship_type_id,
          'attackers', k.attacker_count) AS columns,
        (SELECT jsonb_agg(jsonb_build_array(i.entity_id, i.roles) ORDER BY i.entity_id) FROM killmail_involvements i
         WHERE i.killmail_time = k.killmail_time AND i.killmail_id = k.killmail_id) AS involved
      FROM (SELECT * FROM killmails
            WHERE killmail_time >= ${after.time} AND (killmail_time, killmail_id) > (${after.time}::timestamptz, ${after.id}::int)
            ORDER BY killmail_time, killmail_id LIMIT ${batchSize}) k`;
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = { time: last.time, id: last.killmailId };
  }
}

/** Null when it can not be read, or is another mail's. */
function readBody(row: MailRow): EsiKillmail | null {
  try {
    const esi = unpackBody(row);
    const isItsOwn =
      esi.killmail_id === row.killmailId &&
      Date.parse(esi.killmail_time) === row.time.getTime();
    return isItsOwn ? esi : null;
  } catch {
    // The finding itself: whatever the reason, the body has to be fetched again.
    return null;
  }
}

function isDerivedFrom(row: MailRow, esi: EsiKillmail): boolean {
  const involved = [...involvements(esi)].sort(([a], [b]) => a - b);
  return (
    JSON.stringify(row.involved ?? []) === JSON.stringify(involved) &&
    isSame(row.columns, columnsOf(esi))
  );
}

function columnsOf(esi: EsiKillmail): Columns {
  const { victim } = esi;
  return {
    system: esi.solar_system_id,
    character: victim.character_id ?? null,
    corporation: victim.corporation_id ?? null,
    alliance: victim.alliance_id ?? null,
    ship: victim.ship_type_id,
    attackers: esi.attackers.length,
  };
}

function isSame(a: Columns, b: Columns): boolean {
  return (Object.keys(b) as (keyof Columns)[]).every(
    (key) => a[key] === b[key],
  );
}

async function deriveAgain(
  { database }: VerifyDeps,
  wrong: readonly { row: MailRow; esi: EsiKillmail }[],
): Promise<void> {
  const rows = sqlJson(
    wrong.map(({ row, esi }) => ({ ...place(row), ...columnsOf(esi) })),
  );
  const involved = sqlJson(
    wrong.flatMap(({ row, esi }) =>
      [...involvements(esi)].map(([entity, roles]) => ({
        ...place(row),
        entity,
        roles,
      })),
    ),
  );
  await database.transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE killmails k SET solar_system_id = x.system, victim_character_id = x.character,
        victim_corporation_id = x.corporation, victim_alliance_id = x.alliance, victim_ship_type_id = x.ship,
        attacker_count = x.attackers
      FROM jsonb_to_recordset(${rows}::jsonb) AS x(id int, time timestamptz, system int, character bigint,
        corporation bigint, alliance bigint, ship int, attackers int)
      WHERE k.killmail_time = x.time AND k.killmail_id = x.id`;
    await tx.$executeRaw`
      DELETE FROM killmail_involvements i
      USING jsonb_to_recordset(${rows}::jsonb) AS x(id int, time timestamptz)
      WHERE i.killmail_time = x.time AND i.killmail_id = x.id`;
    await tx.$executeRaw`
      INSERT INTO killmail_involvements (entity_id, killmail_time, killmail_id, roles)
      SELECT x.entity, x.time, x.id, x.roles
      FROM jsonb_to_recordset(${involved}::jsonb) AS x(id int, time timestamptz, entity bigint, roles smallint)`;
  });
}

function place({ killmailId, time }: { killmailId: KillmailId; time: Date }) {
  return { id: killmailId, time };
}
