import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

export interface EncryptionKey {
  /** Stands in every envelope the key made; letters, digits, `-` and `_`. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** Encrypts secrets at rest. `place` says where the envelope is kept, for example "linked_characters.refresh_token:95877094"; an envelope moved elsewhere does not open. */
export interface KeyRing {
  encrypt(secret: string, place: string): string;
  /** Throws when the envelope was altered, belongs to another place, or its key is not in the ring. */
  decrypt(envelope: string, place: string): string;
  /** True when another key than the first made it, so that writing it anew lets that key be retired. */
  needsRotation(envelope: string): boolean;
}

/** The first key encrypts, every key decrypts. */
export function createKeyRing(keys: readonly EncryptionKey[]): KeyRing {
  const [current] = keys;
  if (current === undefined)
    throw new Error("The key ring needs at least one encryption key.");
  const byId = new Map(keys.map((key) => [key.id, checked(key)]));
  if (byId.size !== keys.length)
    throw new Error("Two encryption keys have the same id.");

  return {
    encrypt: (secret, place) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, current.key, iv);
      cipher.setAAD(boundTo(current.id, place));
      const sealed = Buffer.concat([
        cipher.update(secret, "utf8"),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return [
        version,
        current.id,
        iv.toString("base64url"),
        sealed.toString("base64url"),
      ].join(".");
    },
    decrypt: (envelope, place) => {
      const { keyId, iv, sealed } = opened(envelope);
      const key = byId.get(keyId);
      if (key === undefined)
        throw new Error(
          `A stored secret needs encryption key "${keyId}", which ENCRYPTION_KEYS does not hold.`,
        );
      const decipher = createDecipheriv(algorithm, key.key, iv, {
        authTagLength: tagBytes,
      });
      decipher.setAAD(boundTo(keyId, place));
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      return Buffer.concat([
        decipher.update(sealed.subarray(0, -tagBytes)),
        decipher.final(),
      ]).toString("utf8");
    },
    needsRotation: (envelope) => opened(envelope).keyId !== current.id,
  };
}

const algorithm = "aes-256-gcm";
const version = "v1";
const ivBytes = 12;
const tagBytes = 16;

function checked(key: EncryptionKey): EncryptionKey {
  if (!/^[\w-]{1,64}$/.test(key.id))
    throw new Error(
      "An encryption key's id is 1 to 64 letters, digits, - and _.",
    );
  if (key.key.byteLength !== 32)
    throw new Error(`Encryption key "${key.id}" is not 32 bytes long.`);
  return key;
}

function boundTo(keyId: string, place: string): Buffer {
  return Buffer.from(`${version}.${keyId}.${place}`, "utf8");
}

function opened(envelope: string): {
  keyId: string;
  iv: Buffer;
  sealed: Buffer;
} {
  const [found, keyId, iv, sealed, ...rest] = envelope.split(".");
  if (
    found !== version ||
    keyId === undefined ||
    iv === undefined ||
    sealed === undefined ||
    rest.length > 0
  )
    throw new Error("A stored secret is no envelope of the key ring.");
  const parts = {
    keyId,
    iv: Buffer.from(iv, "base64url"),
    sealed: Buffer.from(sealed, "base64url"),
  };
  if (parts.iv.byteLength !== ivBytes || parts.sealed.byteLength < tagBytes)
    throw new Error("A stored secret is cut short.");
  return parts;
}
