import { randomBytes } from "node:crypto";
import {
  existsSync,
  linkSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { RejectedError } from "../../kernel/index.ts";
import { generateEncryptionKey, parseEncryptionKeys } from "../crypto/index.ts";
import { makeFolder } from "../files/index.ts";

const content = z.object({
  encryptionKeys: z.string(),
  sessionSecret: z.string().min(32),
});

/** The secrets of a site that was given none, made at its first start. */
export function readKeysFile(dataDir: string): z.infer<typeof content> {
  const path = join(dataDir, "keys.json");
  return parseKeys(path, readOrMake(path, dataDir));
}

function parseKeys(path: string, text: string): z.infer<typeof content> {
  try {
    const keys = content.parse(JSON.parse(text));
    parseEncryptionKeys(keys.encryptionKeys);
    return keys;
  } catch {
    // Without the reason: it would quote the file.
    throw new RejectedError(
      "KEYS_FILE",
      `The file with the secrets of this site, ${path}, is empty or broken. Put it back from a backup. Without one delete it: a new one is made at the next start, and every pilot has to log in again, since the old keys' tokens can not be read any more.`,
    );
  }
}

function readOrMake(path: string, dataDir: string): string {
  try {
    makeFolder(dataDir);
    makeOnce(path);
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new RejectedError(
      "DATA_FOLDER",
      `The secrets of this site could not be kept in ${path}. Give this user the right to write in the data folder ${dataDir}, or choose another folder with KILLREPORT_DATA_DIR.`,
      { cause: error },
    );
  }
}

/** Linked into place whole: of several processes starting at once, the first one's keys hold for all. */
function makeOnce(path: string): void {
  if (existsSync(path)) return;
  const draft = `${path}.${process.pid}`;
  const made: z.infer<typeof content> = {
    encryptionKeys: generateEncryptionKey(),
    sessionSecret: randomBytes(32).toString("base64"),
  };
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}
