import { type EncryptionKey, parseEncryptionKeys } from "../crypto/index.ts";
import type { Problem } from "./problem.ts";
import { readKeysFile } from "./keys-file.ts";
import type { Values } from "./variables.ts";

interface Secrets {
  encryptionKeys: EncryptionKey[];
  sessionSecret: string;
  problems: Problem[];
}

/** From the environment; where a made-up secret is good enough, from a file in the data folder made at the first start. */
export function readSecrets(
  values: Values,
  options: { dataDir: string; mustBeSet: boolean; mayGenerate: boolean },
): Secrets {
  const { ENCRYPTION_KEYS: keys, SESSION_SECRET: secret } = values;
  const problems: Problem[] = [];
  if (options.mustBeSet) {
    if (keys === undefined) {
      problems.push({
        name: "ENCRYPTION_KEYS",
        text: 'is not set. It protects the tokens in the database: make a key with: echo "k1:$(openssl rand -base64 32)" and keep it as safe as a backup.',
      });
    }
    if (secret === undefined) {
      problems.push({
        name: "SESSION_SECRET",
        text: "is not set. Make one with: openssl rand -base64 32",
      });
    }
  }
  let encryptionKeys: EncryptionKey[] = [];
  try {
    if (keys !== undefined) encryptionKeys = parseEncryptionKeys(keys);
  } catch (error) {
    problems.push({
      name: "ENCRYPTION_KEYS",
      text: `can not be used. ${error instanceof Error ? error.message : ""} Make a key with: echo "k1:$(openssl rand -base64 32)"`,
    });
  }
  const isComplete = keys !== undefined && secret !== undefined;
  if (problems.length > 0 || isComplete || !options.mayGenerate) {
    return { encryptionKeys, sessionSecret: secret ?? "", problems };
  }
  const made = readKeysFile(options.dataDir);
  return {
    encryptionKeys:
      keys === undefined
        ? parseEncryptionKeys(made.encryptionKeys)
        : encryptionKeys,
    sessionSecret: secret ?? made.sessionSecret,
    problems,
  };
}
