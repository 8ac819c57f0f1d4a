import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";

export type RootKind = "query" | "mutation" | "subscription";

/** One field of a root type with one choice of its arguments, everything below it selected. */
export interface Operation {
  readonly kind: RootKind;
  /** For messages: `query killmails(filter)`. */
  readonly name: string;
  /** The root field alone. */
  readonly field: string;
  readonly takesIds: boolean;
  /** An argument is one id, not a list of them. */
  readonly takesOneId: boolean;
  readonly takesText: boolean;
  /** The document with these ids for every id it takes, and this text for every text. */
  document(values: { ids: readonly string[]; text?: string }): string;
}

type Literal = (values: { ids: readonly string[]; text?: string }) => string;
type Filled = { name: string; text: Literal; kinds: ReadonlySet<string> };

/** Everything that can be asked of the schema: whatever field is added to it is in here by itself. */
export function operationsOf(schema: GraphQLSchema): Operation[] {
  const roots = [
    ["query", schema.getQueryType()],
    ["mutation", schema.getMutationType()],
    ["subscription", schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).flatMap((field) =>
      argumentChoices(field).map((args) => operation(kind, field, args)),
    ),
  );
}

function operation(
  kind: RootKind,
  field: GraphQLField<unknown, unknown>,
  args: readonly Filled[],
): Operation {
  const below = selection(field.type, []);
  const takes = (what: string) => args.some(({ kinds }) => kinds.has(what));
  return {
    kind,
    name: `${kind} ${field.name}(${args.map(({ name }) => name).join(", ")})`,
    field: field.name,
    takesIds: takes("ID") || takes("[ID]"),
    takesOneId: takes("ID"),
    takesText: takes("String"),
    document: (values) => {
      const given = args
        .map(({ name, text }) => `${name.split(".")[0] ?? ""}: ${text(values)}`)
        .join(", ");
      return `${kind} { ${field.name}${given === "" ? "" : `(${given})`} ${below} }`;
    },
  };
}

/** The least that has to be given, and that with each optional argument, in each of its shapes, added. */
function argumentChoices(field: {
  readonly args: readonly GraphQLArgument[];
}): Filled[][] {
  const required = field.args.filter(({ type }) => isNonNullType(type));
  const optional = field.args.filter(({ type }) => !isNonNullType(type));
  const least = combine(required.map(shapes));
  return least.flatMap((given) => [
    given,
    ...optional.flatMap((arg) => shapes(arg).map((one) => [...given, one])),
    ...(optional.length > 1
      ? combine(optional.map(shapes)).map((all) => [...given, ...all])
      : []),
  ]);
}

/** Each way to give this argument: an input object with each of its fields alone, an enum with each of its values. */
function shapes({ name, type }: GraphQLArgument | GraphQLInputField): Filled[] {
  const named = getNamedType(type);
  const isList = hasList(type);
  const wrap = (text: string) => (isList ? `[${text}]` : text);
  if (isInputObjectType(named))
    return Object.values(named.getFields()).flatMap((field) =>
      shapes(field).map((inner) => ({
        name: `${name}.${inner.name}`,
        kinds: inner.kinds,
        text: (values) => wrap(`{ ${field.name}: ${inner.text(values)} }`),
      })),
    );
  const kinds = new Set([isList ? `[${named.name}]` : named.name]);
  if (isEnumType(named))
    return named.getValues().map((value) => ({
      name,
      kinds,
      text: () => wrap(value.name),
    }));
  return [
    {
      name,
      kinds,
      text: ({ ids, text = "x" }) => {
        if (named.name !== "ID") return wrap(scalarText(named.name, text));
        const all = isList ? ids : ids.slice(0, 1);
        return wrap(all.map((id) => JSON.stringify(id)).join(", "));
      },
    },
  ];
}

function scalarText(type: string, text: string): string {
  switch (type) {
    case "Int":
    case "Float":
      return "1";
    case "Boolean":
      return "true";
    case "DateTime":
      return '"2026-01-01T00:00:00Z"';
    default:
      return JSON.stringify(text);
  }
}

/** Every field below, a type at most twice on the way down, the second time without what is below it: an entity's mails and their entities, but not for ever, and in a document that fits a request. */
function selection(type: GraphQLOutputType, path: readonly string[]): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return "";
  const way = [...path, named.name];
  const isSecond = path.includes(named.name);
  const fields = Object.values(named.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    if (isObjectType(below) && (isSecond || isTooDeep(below, way))) return [];
    const [least = []] = combine(
      field.args
        .filter(
          (arg) => isNonNullType(arg.type) && arg.defaultValue === undefined,
        )
        .map(shapes),
    );
    const args = least.map(
      ({ name, text }) => `${name}: ${text({ ids: ["1"] })}`,
    );
    const given = args.length === 0 ? "" : `(${args.join(", ")})`;
    return [`${field.name}${given} ${selection(field.type, way)}`];
  });
  return `{ ${["__typename", ...fields].join(" ")} }`;
}

function isTooDeep(type: GraphQLObjectType, way: readonly string[]): boolean {
  return way.filter((name) => name === type.name).length >= 2;
}

function hasList(type: GraphQLInputType): boolean {
  const inner = isNonNullType(type) ? type.ofType : type;
  return isListType(inner);
}

function combine<One>(choices: readonly One[][]): One[][] {
  return choices.reduce<One[][]>(
    (all, ones) => all.flatMap((some) => ones.map((one) => [...some, one])),
    [[]],
  );
}
