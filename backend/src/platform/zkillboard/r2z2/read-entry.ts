import { z } from "zod";
import type { R2z2Entry } from "./r2z2.ts";

const sequence = z.int().nonnegative();

/** Only what a mail's reference needs is asked for; whatever else is missing or strange is left out, not refused. */
const entry = z.looseObject({
  killmail_id: z.number(),
  hash: z.string(),
  esi: z.unknown(),
  zkb: z.unknown(),
  uploaded_at: z.number().optional().catch(undefined),
  sequence_id: sequence.optional().catch(undefined),
  sequence_updated: sequence.optional().catch(undefined),
});

/** Reads an entry of the live feed. Throws a sentence when it is none, or another one than `asked`: a cache in between may repeat an old one for ever. */
export function readEntry(body: unknown, asked: number): R2z2Entry {
  const parsed = entry.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `it is no entry of the feed (${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unknown problem"})`,
    );
  }
  const { data } = parsed;
  if (data.sequence_id !== undefined && data.sequence_id !== asked)
    throw new Error(`it is entry ${data.sequence_id}`);
  return {
    killmailId: data.killmail_id,
    hash: data.hash,
    esi: data.esi,
    zkb: data.zkb,
    uploadedAt: readSeconds(data.uploaded_at),
    updatedSequence: data.sequence_updated ?? null,
  };
}

/** Null for what is no moment since EVE opened. */
function readSeconds(seconds: number | undefined): Date | null {
  if (seconds === undefined) return null;
  const isPossible = seconds > 1_052_000_000 && seconds < 4_102_444_800;
  return isPossible ? new Date(Math.floor(seconds) * 1000) : null;
}
