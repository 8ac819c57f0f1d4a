import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import type pg from "pg";

export type { SchemaEngine };

let isLoaded = false;

/** Prisma's own schema engine, in this process, over a pool of ours: nothing to download, and `_prisma_migrations` stays what `prisma migrate deploy` expects. */
export async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  await load();
  return bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(wholeScripts(pool)),
  );
}

/** The adapter cuts a script at every semicolon, those inside of function bodies too; PostgreSQL takes it whole. */
function wholeScripts(pool: pg.Pool): PrismaPg {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    return adapter;
  };
  return factory;
}

// By hand, since Node warns on stderr when a .wasm file is imported like a module.
async function load(): Promise<void> {
  if (isLoaded) return;
  const glueFile = createRequire(import.meta.url).resolve(
    "@prisma/schema-engine-wasm/schema_engine_bg",
  );
  const file = join(dirname(glueFile), "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    "./schema_engine_bg.js": bindings,
  });
  const glue = bindings as unknown as {
    __wbg_set_wasm(exports: object): void;
  };
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  isLoaded = true;
}

// TypeScript knows it from the browser's types only, which have no place on the server.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};
