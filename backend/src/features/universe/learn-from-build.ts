import type { Db } from "../../platform/database/index.ts";

/** Names what mails have named and the static data know: nobody has to ask ESI for it. */
export async function learnTypesFromBuild(db: Db, now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE item_types SET name = t.name, learnt_at = ${now}, missing_at = NULL
      FROM static_types t WHERE t.id = item_types.id AND item_types.learnt_at IS NULL`;
}

/** The same of systems, with their constellations and regions. */
export async function learnSystemsFromBuild(db: Db, now: Date): Promise<void> {
  await db.$executeRaw`
    WITH learnt AS (
      UPDATE solar_systems l
         SET name = s.name, security = s.security, constellation_id = s.constellation_id, region_id = s.region_id,
             learnt_at = ${now}, missing_at = NULL
        FROM static_systems s
        JOIN static_constellations c ON c.id = s.constellation_id
        JOIN static_regions r ON r.id = s.region_id
       WHERE s.id = l.id AND l.learnt_at IS NULL
      RETURNING s.constellation_id, s.region_id
    ), new_regions AS (
      INSERT INTO regions (id, name)
      SELECT DISTINCT r.id, r.name FROM learnt JOIN static_regions r ON r.id = learnt.region_id
      ON CONFLICT (id) DO NOTHING
    )
    INSERT INTO constellations (id, name, region_id)
    SELECT DISTINCT c.id, c.name, c.region_id FROM learnt JOIN static_constellations c ON c.id = learnt.constellation_id
    ON CONFLICT (id) DO NOTHING`;
}
