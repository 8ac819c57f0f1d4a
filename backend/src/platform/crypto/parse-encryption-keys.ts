import type { EncryptionKey } from "./key-ring.ts";

/** Reads `id:base64,id:base64` (the first key encrypts). Throws a sentence without the key material in it. */
export function parseEncryptionKeys(text: string): EncryptionKey[] {
  const keys = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part, index) => {
      const [, id, encoded] =
        /^([\w-]{1,64}):([\w+/-]+={0,2})$/.exec(part) ?? [];
      const key = Buffer.from(encoded ?? "", "base64");
      if (id === undefined || key.byteLength !== 32)
        throw new Error(
          `Key ${index + 1} of ENCRYPTION_KEYS is not written as id:base64 of 32 bytes.`,
        );
      return { id, key };
    });
  if (keys.length === 0) throw new Error("ENCRYPTION_KEYS holds no key.");
  return keys;
}
