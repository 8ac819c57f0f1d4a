import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
} from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import type pg from "pg";

export type { SchemaEngine };

let loading: Promise<void> | null = null;

/** Prisma's own schema engine, in this process, over a pool of ours: nothing to download, and `_prisma_migrations` stays what `prisma migrate deploy` expects. */
export async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  // Once, also when two ask at the same time: a second instance would pull the first one's memory from under it.
  await (loading ??= load());
  return bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(patched(pool)),
  );
}

/** The adapter with two of its gaps filled. */
function patched(pool: pg.Pool): PrismaPg {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    // What is patched is private in the adapter's types.
    const adapter = (await connect()) as unknown as OpenAdapter;
    // It cuts a script at every semicolon, those inside of function bodies too; PostgreSQL takes it whole.
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    // It refuses the type "char", in which the catalogue keeps kinds of constraints and indexes.
    const chars = new Set<string>();
    const performIO = adapter.performIO.bind(adapter);
    adapter.performIO = async (query) => {
      const result = await performIO(query);
      for (const field of result.fields) {
        if (field.dataTypeID !== charType) continue;
        field.dataTypeID = textType;
        chars.add(field.name);
      }
      return result;
    };
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const [index, name] of result.columnNames.entries()) {
        if (chars.has(name)) {
          result.columnTypes[index] = ColumnTypeEnum.Character;
        }
      }
      return result;
    };
    return adapter as unknown as ConnectedAdapter;
  };
  return factory;
}

type ConnectedAdapter = Awaited<ReturnType<PrismaPg["connect"]>>;

interface OpenAdapter {
  executeScript(script: string): Promise<void>;
  performIO(
    query: object,
  ): Promise<{ fields: { name: string; dataTypeID: number }[] }>;
  queryRaw(
    query: object,
  ): Promise<{ columnNames: string[]; columnTypes: number[] }>;
}

// Object identifiers of PostgreSQL's types.
const charType = 18;
const textType = 25;

// By hand, since Node warns on stderr when a .wasm file is imported like a module.
async function load(): Promise<void> {
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
}

// TypeScript knows it from the browser's types only, which have no place on the server.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};
