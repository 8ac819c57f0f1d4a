import { randomBytes } from "node:crypto";

/** A new key as ENCRYPTION_KEYS takes it: `id:base64`. */
export function generateEncryptionKey(): string {
  return `k${randomBytes(4).toString("hex")}:${randomBytes(32).toString("base64")}`;
}
