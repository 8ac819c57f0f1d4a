import {
  type ConstellationId,
  id,
  type RegionId,
  type SolarSystemId,
} from "../../kernel/index.ts";
import type { Db } from "../../platform/database/index.ts";
import { displaySecurity } from "./display-security.ts";
import { spaceKind, wormholeClass } from "./space-kind.ts";
import { keepable } from "./store.ts";
import type { SolarSystem } from "./universe.ts";

interface Row {
  id: number;
  name: string | null;
  security: number | null;
  constellationId: number | null;
  constellationName: string | null;
  regionId: number | null;
  regionName: string | null;
  wormholeClassId: number | null;
}

/** What the static data say, else what was learnt from ESI. */
export async function readSystems(
  db: Db,
  ids: readonly SolarSystemId[],
): Promise<Map<SolarSystemId, SolarSystem>> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT x.id, coalesce(s.name, learnt.name) AS name, coalesce(s.security, learnt.security) AS security,
           x.constellation_id AS "constellationId", coalesce(c.name, lc.name) AS "constellationName",
           x.region_id AS "regionId", coalesce(r.name, lr.name) AS "regionName",
           coalesce(s.wormhole_class_id, c.wormhole_class_id, r.wormhole_class_id) AS "wormholeClassId"
      FROM (SELECT w.id, coalesce(s.constellation_id, l.constellation_id) AS constellation_id, coalesce(s.region_id, l.region_id) AS region_id
              FROM unnest(${keepable(ids)}::int[]) AS w(id)
              LEFT JOIN static_systems s ON s.id = w.id
              LEFT JOIN solar_systems l ON l.id = w.id
             WHERE s.id IS NOT NULL OR l.id IS NOT NULL) x
      LEFT JOIN static_systems s ON s.id = x.id
      LEFT JOIN solar_systems learnt ON learnt.id = x.id
      LEFT JOIN static_constellations c ON c.id = x.constellation_id
      LEFT JOIN constellations lc ON lc.id = x.constellation_id
      LEFT JOIN static_regions r ON r.id = x.region_id
      LEFT JOIN regions lr ON lr.id = x.region_id`;
  return new Map(rows.map((row) => [id<SolarSystemId>(row.id), systemOf(row)]));
}

function systemOf(row: Row): SolarSystem {
  const { security, regionId, constellationId, wormholeClassId } = row;
  const place =
    security === null || regionId === null
      ? null
      : { id: row.id, security, regionId, wormholeClassId };
  return {
    id: id<SolarSystemId>(row.id),
    name: row.name,
    security: security === null ? null : displaySecurity(security),
    spaceKind: place && spaceKind(place),
    wormholeClass: place && wormholeClass(place),
    constellation:
      constellationId === null
        ? null
        : {
            id: id<ConstellationId>(constellationId),
            name: row.constellationName,
          },
    region:
      regionId === null
        ? null
        : { id: id<RegionId>(regionId), name: row.regionName },
  };
}
