export { createKeyRing, type EncryptionKey, type KeyRing } from "./key-ring.ts";
export { createSeal, type Seal } from "./seal.ts";
export { generateEncryptionKey } from "./generate-encryption-key.ts";
export { parseEncryptionKeys } from "./parse-encryption-keys.ts";
