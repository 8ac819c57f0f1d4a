import {
  id,
  implementTask,
  type Priority,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { EsiRefusedError } from "../../platform/esi/index.ts";
import type { Killmails } from "./killmails.ts";
import type { Reference } from "./reference.ts";
import { fetchKillmail } from "./tasks.ts";

/** What the task needs of ESI. */
export interface KillmailBodies {
  fetchBody(reference: Reference, priority: Priority): Promise<unknown>;
}

/**
 * A reference ESI refuses (wrong hash, unknown mail) is rejected with ESI's reason and the order is done. Any other
 * refusal speaks of us, not of the mail, and ESI being away of neither: both go on to the consumer, the mail stays pending.
 */
export function fetchKillmailTask(deps: {
  database: Database;
  killmails: Killmails;
  esi: KillmailBodies;
}): TaskImplementation {
  const { database, killmails, esi } = deps;
  return implementTask(fetchKillmail, async (payload, { priority, log }) => {
    const reference: Reference = {
      killmailId: id(payload.killmailId),
      hash: payload.hash,
    };
    // Delivered twice, or stored from another source meanwhile: a body is never fetched again.
    if (!(await killmails.isBodyWanted(database.prisma, reference))) return;
    let body: unknown;
    try {
      body = await esi.fetchBody(reference, priority);
    } catch (error) {
      if (
        !(error instanceof EsiRefusedError) ||
        !refusesReference.has(error.status)
      )
        throw error;
      await killmails.reject(reference, error.message);
      log.warn({ ...reference, reason: error.message }, "Killmail refused");
      return;
    }
    await killmails.store([{ reference, body, priority }]);
  });
}

// 400 and 422: the hash is not this mail's; 404: there is no such mail. 401 and 403 would be about our address or client.
const refusesReference = new Set([400, 404, 422]);
