import { createHash, randomBytes } from "node:crypto";

export const sessionLifetimeMs = 30 * 24 * 60 * 60_000;

/** 32 random bytes, known to the browser alone. */
export function newSessionToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database knows of it; null for what can be no session token. */
export function sessionTokenHash(
  token: string | undefined,
): Uint8Array<ArrayBuffer> | null {
  if (token === undefined || !/^[\w-]{43}$/.test(token)) return null;
  return new Uint8Array(createHash("sha256").update(token).digest());
}
