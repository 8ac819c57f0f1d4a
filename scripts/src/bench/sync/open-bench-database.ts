import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createDatabase,
  openEmbeddedPostgres,
} from "@killreport/backend/platform/database/index.ts";

export interface BenchDatabase {
  readonly url: string;
  /** A folder that is thrown away afterwards. */
  readonly dataDir: string;
  drop(): Promise<void>;
}

/** A database of its own: on the server given, else on an embedded one that writes as durably as a site's. */
export async function openBenchDatabase(
  serverUrl: string | undefined,
): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "killreport-bench-"));
  const removeFolder = () => rm(dataDir, { recursive: true, force: true });
  if (serverUrl === undefined) {
    const server = await openEmbeddedPostgres({ dataDir });
    return {
      url: server.url,
      dataDir,
      async drop() {
        await server.close();
        await removeFolder();
      },
    };
  }
  const name = `killreport_bench_${process.pid}`;
  const onServer = async (statement: string) => {
    const server = createDatabase(serverUrl);
    try {
      await server.pool.query(statement);
    } finally {
      await server.close();
    }
  };
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    dataDir,
    async drop() {
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
      await removeFolder();
    },
  };
}
