import {
  type Clock,
  implementTask,
  type Priority,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { Database, Db } from "../../platform/database/index.ts";
import {
  createOneAtATime,
  type Esi,
  EsiRefusedError,
} from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { learnSystemsFromBuild } from "./learn-from-build.ts";
import {
  isRegionKnown,
  markMissing,
  readRegionOf,
  readUnlearnt,
  writeConstellation,
  writeRegion,
  writeSystem,
} from "./store.ts";
import { learnSystems, wakeKey } from "./tasks.ts";

/** ESI, with the urgency of what is asked. */
interface Universe {
  readonly esi: Pick<Esi, "system" | "constellation" | "region">;
  readonly priority: Priority;
}

/** One run's share: a slot is not held for long, and what was learnt is kept system by system. */
const systemsPerRun = 25;

/** Learns systems the static data do not have one by one, with their constellation and region, and orders itself again while there are more. Before the first import these are all: New Eden has 8,500 of them, once. */
export function learnSystemsTask(deps: {
  database: Database;
  clock: Clock;
  outbox: Outbox;
  esi: Universe["esi"];
}): TaskImplementation {
  const { database, clock, outbox, esi } = deps;
  const { prisma } = database;
  const inTurn = createOneAtATime();

  return implementTask(learnSystems, (_wake, { priority, log }) =>
    inTurn(async () => {
      await learnSystemsFromBuild(prisma, clock.now());
      const ids = await readUnlearnt(prisma, "solar_systems", systemsPerRun);
      const universe = { esi, priority };
      for (const systemId of ids) {
        if (await learnSystem(prisma, universe, systemId, clock)) continue;
        log.warn({ systemId }, "ESI does not know this system");
        await markMissing(prisma, "solar_systems", [systemId], clock.now());
      }
      if (ids.length < systemsPerRun) return;
      await database.transaction((tx) =>
        outbox.add(tx, learnSystems, {}, { priority, key: wakeKey }),
      );
      outbox.poke();
    }),
  );
}

/** False when ESI does not know the id. */
async function learnSystem(
  db: Db,
  universe: Universe,
  systemId: number,
  clock: Clock,
): Promise<boolean> {
  const system = await systemOrNull(universe, systemId);
  if (system === null) return false;
  const constellationId = system.constellation_id;
  const regionId =
    (await readRegionOf(db, constellationId)) ??
    (await learnConstellation(db, universe, constellationId));
  await writeSystem(
    db,
    {
      id: systemId,
      name: system.name,
      security: system.security_status,
      constellationId,
      regionId,
    },
    clock.now(),
  );
  return true;
}

async function systemOrNull({ esi, priority }: Universe, systemId: number) {
  try {
    return (await esi.system(systemId, priority)).body;
  } catch (error) {
    if (error instanceof EsiRefusedError && error.status === 404) return null;
    throw error;
  }
}

/** The region goes first, so that a known constellation always leads to a known region. */
async function learnConstellation(
  db: Db,
  { esi, priority }: Universe,
  constellationId: number,
): Promise<number> {
  const { body } = await esi.constellation(constellationId, priority);
  const regionId = body.region_id;
  if (!(await isRegionKnown(db, regionId))) {
    const region = await esi.region(regionId, priority);
    await writeRegion(db, { id: regionId, name: region.body.name });
  }
  await writeConstellation(db, {
    id: constellationId,
    name: body.name,
    regionId,
  });
  return regionId;
}
