import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { JWK } from "jose";
import { z } from "zod";

/** What must outlive a restart so that clients can go on where they were. */
interface SsoState {
  keys: JWK[];
  grants: [refreshToken: string, grant: SavedGrant][];
  /** The number the live feed showed last: those after a restart must be higher. */
  shownSequence?: number | undefined;
}

export interface SavedGrant {
  clientId: string;
  characterId: number;
  ownerHash: string;
  scopes: string[];
  isPublic: boolean;
}

export interface SsoStateFile {
  state: SsoState;
  save(): void;
}

const shape = z.object({
  keys: z.array(z.looseObject({ kty: z.string() })),
  grants: z.array(
    z.tuple([
      z.string(),
      z.object({
        clientId: z.string(),
        characterId: z.number(),
        ownerHash: z.string(),
        scopes: z.array(z.string()),
        isPublic: z.boolean(),
      }),
    ]),
  ),
  shownSequence: z.number().optional(),
});

/** Keys, refresh tokens and the feed's number kept in a file; without a file they end with the process. */
export function openSsoState(path: string | undefined): SsoStateFile {
  const state: SsoState = (path === undefined ? undefined : read(path)) ?? {
    keys: [],
    grants: [],
  };
  return {
    state,
    save() {
      if (path === undefined) return;
      mkdirSync(dirname(path), { recursive: true });
      // Written aside and renamed: a killed process leaves the old file or the new one, never half.
      writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}

/** An unreadable file costs the logins of a simulator, not its start. */
function read(path: string): SsoState | undefined {
  try {
    return shape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}
