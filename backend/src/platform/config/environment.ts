import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "dotenv";

/** Relative paths in the configuration start here, whatever folder a command is called from. */
export const projectFolder: string = fileURLToPath(
  new URL("../../../../", import.meta.url),
);

/** The environment over what `.env` says. */
export function readEnvironment(): Partial<Record<string, string>> {
  return { ...readDotEnv(), ...process.env };
}

function readDotEnv(): Record<string, string> {
  try {
    return parse(readFileSync(join(projectFolder, ".env")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
