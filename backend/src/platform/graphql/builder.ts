import SchemaBuilder, { type ObjectRef } from "@pothos/core";
import RelayPlugin from "@pothos/plugin-relay";
import type { GraphqlContext } from "./context.ts";
import { addScalars } from "./scalars.ts";

interface SchemaTypes {
  Context: GraphqlContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string | number };
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: unknown; Output: unknown };
  };
}

export type Builder = ReturnType<typeof createBuilder>;

/** An object type of the schema whose values are `Shape`s; other features may add fields to it. */
export type TypeRef<Shape> = ObjectRef<
  PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>,
  Shape
>;

/** The schema under construction. Features add their types to it; ids are EVE's own, so there are no global ids and no `node` field. */
export function createBuilder() {
  const builder = new SchemaBuilder<SchemaTypes>({
    plugins: [RelayPlugin],
    defaultFieldNullability: false,
    relay: {
      nodeQueryOptions: false,
      nodesQueryOptions: false,
      edgesFieldOptions: { nullable: { list: false, items: false } },
      nodeFieldOptions: { nullable: false },
      cursorType: "String",
    },
  });
  addScalars(builder);
  builder.queryType({});
  builder.mutationType({});
  builder.subscriptionType({});
  return builder;
}
