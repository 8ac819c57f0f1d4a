import { hkdfSync } from "node:crypto";
import { EncryptJWT, errors, jwtDecrypt } from "jose";
import type { Clock } from "../../kernel/index.ts";

/** Hands a small value to a browser that can neither read nor change it, for a limited time. */
export interface Seal {
  seal(value: Readonly<Record<string, unknown>>): Promise<string>;
  /** Null when it was altered, is of another secret or purpose, or is too old. */
  open(sealed: string): Promise<Record<string, unknown> | null>;
}

/** `purpose` keeps a value sealed for one cookie from being accepted in another. */
export function createSeal(deps: {
  secret: string;
  purpose: string;
  lifetimeMs: number;
  clock: Clock;
}): Seal {
  const key = new Uint8Array(
    hkdfSync("sha256", deps.secret, "", `killreport/${deps.purpose}`, 32),
  );
  return {
    seal: (value) => {
      const now = deps.clock.now().getTime();
      return new EncryptJWT({ value })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setExpirationTime(new Date(now + deps.lifetimeMs))
        .encrypt(key);
    },
    open: async (sealed) => {
      try {
        const { payload } = await jwtDecrypt<{
          value: Record<string, unknown>;
        }>(sealed, key, {
          currentDate: deps.clock.now(),
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
          requiredClaims: ["exp"],
        });
        return payload.value;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}
