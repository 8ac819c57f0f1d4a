import DataLoader from "dataloader";
import type { GraphqlContext } from "./context.ts";

type Batch<Key, Value> = (
  keys: readonly Key[],
  context: GraphqlContext,
) => Promise<ReadonlyMap<Key, Value>>;

/** One way of reading many things at once, for example names by id. */
export interface LoaderDefinition<Key, Value> {
  readonly batch: Batch<Key, Value>;
}

export function defineLoader<Key, Value>(
  batch: Batch<Key, Value>,
): LoaderDefinition<Key, Value> {
  return { batch };
}

/** The loaders of one request, made as they are first used. */
export interface Loaders {
  load<Key, Value>(
    definition: LoaderDefinition<Key, Value>,
    key: Key,
    context: GraphqlContext,
  ): Promise<Value | null>;
  /** Forgets what was read. A subscription calls it for each event: names learnt since then must show. */
  clear(): void;
}

export function createLoaders(): Loaders {
  const loaders = new Map<unknown, DataLoader<unknown, unknown>>();
  return {
    load: async <Key, Value>(
      definition: LoaderDefinition<Key, Value>,
      key: Key,
      context: GraphqlContext,
    ) => {
      const loader =
        loaders.get(definition) ?? createLoader(definition, context);
      loaders.set(definition, loader);
      return (await loader.load(key)) as Value | null;
    },
    clear: () => {
      loaders.clear();
    },
  };
}

function createLoader<Key, Value>(
  definition: LoaderDefinition<Key, Value>,
  context: GraphqlContext,
): DataLoader<Key, Value | null> {
  return new DataLoader(async (keys) => {
    const found = await definition.batch(keys, context);
    return keys.map((key) => found.get(key) ?? null);
  });
}
