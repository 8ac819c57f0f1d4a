import { buildSchema, Kind, parse } from "graphql";
import { expect, test } from "vitest";
import { operationSize } from "./operation-size.ts";

const schema = buildSchema(`
  type Query { mail: Mail  mails(first: Int): MailConnection! }
  type MailConnection { edges: [MailEdge!]!  pageInfo: PageInfo! }
  type MailEdge { cursor: String!  node: Mail! }
  type PageInfo { hasNextPage: Boolean! }
  type Mail { id: ID!  items: [Item!]!  mails(first: Int): MailConnection! }
  type Item { id: ID!  items: [Item!]! }
`);

function size(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  const operation = document.definitions.find(
    (node) => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) throw new Error("No operation");
  return operationSize(schema, document, operation, variables);
}

test("a field costs one, and counts as one level", () => {
  expect(size("{ mail { id } }")).toEqual({ depth: 2, cost: 2 });
  expect(size("{ a: mail { id } b: mail { id } }").cost).toBe(4);
});

test("a field that says what it costs, costs that, each time", () => {
  const dear = buildSchema("type Query { dear: [Row!]! } type Row { id: ID! }");
  const field = dear.getQueryType()?.getFields()["dear"];
  if (field !== undefined) field.extensions = { cost: 1_000 };
  const document = parse("{ a: dear { id } b: dear { id } }");
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("None");
  expect(operationSize(dear, document, operation, {}).cost).toBe(2 * 1_004);
});

test("a page costs as many nodes as it asks for", () => {
  const nodes = (cost: number) => 1 + cost * 3;
  expect(size("{ mails(first: 10) { edges { node { id } } } }").cost).toBe(
    nodes(10),
  );
  expect(size("{ mails { edges { node { id } } } }").cost).toBe(nodes(25));
});

test("variables and their defaults count like literals", () => {
  const text =
    "query ($n: Int = 7) { mails(first: $n) { edges { node { id } } } }";
  expect(size(text, { n: 50 }).cost).toBe(151);
  // graphql-js fills defaults in before anything runs, so what is missing here is null.
  expect(size(text, { n: 7 }).cost).toBe(22);
  expect(size(text, { n: 1_000_000 }).cost).toBe(301);
  expect(size(text, { n: -5 }).cost).toBe(4);
});

test("pages within pages multiply", () => {
  expect(
    size(
      "{ mails(first: 100) { edges { node { mails(first: 100) { edges { node { id } } } } } } }",
    ).cost,
  ).toBeGreaterThan(30_000);
});

test("a list without pages is taken as a few entries long", () => {
  expect(size("{ mail { items { items { id } } } }")).toEqual({
    depth: 4,
    cost: 1 + (1 + 4 * (1 + 4 * 1)),
  });
});

test("fragments cost what they hold, wherever they are used", () => {
  const text =
    "{ mail { ...M } x: mail { ... on Mail { ...M } } } fragment M on Mail { id items { id } }";
  expect(size(text)).toEqual({ depth: 3, cost: 2 * (1 + 1 + 5) });
});

test("a thousand uses of nested fragments are measured at once", () => {
  const levels = 40;
  const fragments = Array.from({ length: levels }, (_, n) =>
    n + 1 < levels
      ? `fragment F${n} on Mail { ...F${n + 1} a: mails { edges { node { ...F${n + 1} } } } }`
      : `fragment F${n} on Mail { id }`,
  );
  const startedAt = performance.now();
  const { cost } = size(`{ mail { ...F0 ...F0 } } ${fragments.join(" ")}`);
  expect(cost).toBeGreaterThan(1e9);
  expect(performance.now() - startedAt).toBeLessThan(500);
});

test("introspection is free here: graphql-js limits it itself", () => {
  expect(size("{ __schema { types { name } } mail { __typename } }").cost).toBe(
    1,
  );
});
