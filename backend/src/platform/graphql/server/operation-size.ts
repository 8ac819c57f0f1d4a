import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { defaultPageSize, largestPageSize } from "../page.ts";

export interface OperationSize {
  /** Fields one below the other. */
  readonly depth: number;
  /** Fields that can come back, at most, taking a list without pages as a few entries long. */
  readonly cost: number;
}

/** Guess for lists that do not page, such as the items of a ship by section. */
const assumedListLength = 4;

/** How large the answer of a validated operation can get, with its variables taken into account. */
export function operationSize(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): OperationSize {
  const fragments = new Map(
    document.definitions
      .filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  // Each fragment once: a document can name one so often that walking it each time would itself be the attack.
  const measured = new Map<FragmentDefinitionNode, OperationSize>();

  function ofSelections(
    selectionSet: SelectionSetNode,
    typeName: string,
  ): OperationSize {
    let depth = 0;
    let cost = 0;
    for (const selection of selectionSet.selections) {
      const size =
        selection.kind === Kind.FIELD
          ? ofField(selection, typeName)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? ofSelections(
                selection.selectionSet,
                selection.typeCondition?.name.value ?? typeName,
              )
            : ofFragment(fragments.get(selection.name.value));
      depth = Math.max(depth, size.depth);
      cost += size.cost;
    }
    return { depth, cost };
  }

  function ofFragment(
    fragment: FragmentDefinitionNode | undefined,
  ): OperationSize {
    if (fragment === undefined) return { depth: 0, cost: 0 };
    const known = measured.get(fragment);
    if (known !== undefined) return known;
    const size = ofSelections(
      fragment.selectionSet,
      fragment.typeCondition.name.value,
    );
    measured.set(fragment, size);
    return size;
  }

  function ofField(node: FieldNode, typeName: string): OperationSize {
    const type = schema.getType(typeName);
    const field = isObjectType(type)
      ? type.getFields()[node.name.value]
      : undefined;
    // Introspection has limits of its own in graphql-js, and its answer is as long as the schema at most.
    if (field === undefined) return { depth: 0, cost: 0 };
    const inner = getNamedType(field.type);
    const own = ownCost(field);
    if (node.selectionSet === undefined || !isCompositeType(inner))
      return { depth: 1, cost: own };
    const { depth, cost } = ofSelections(node.selectionSet, inner.name);
    return {
      depth: depth + 1,
      cost: own + cost * repetitions(node, field, typeName, variables),
    };
  }

  const root = schema.getRootType(operation.operation);
  return root
    ? ofSelections(operation.selectionSet, root.name)
    : { depth: 0, cost: 0 };
}

/** A field that is dear to answer says so itself (`extensions: { cost }`). */
function ownCost({ extensions }: GraphQLField<unknown, unknown>): number {
  const { cost } = extensions;
  return typeof cost === "number" ? cost : 1;
}

function repetitions(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  typeName: string,
  variables: Readonly<Record<string, unknown>>,
): number {
  if (field.args.some(({ name }) => name === "first"))
    return asked(node, variables);
  // The length of `edges` is the page's, which was counted one level above.
  if (typeName.endsWith("Connection")) return 1;
  return isListType(getNullableType(field.type)) ? assumedListLength : 1;
}

function asked(
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const value = node.arguments?.find(
    ({ name }) => name.value === "first",
  )?.value;
  const first =
    value?.kind === Kind.INT
      ? Number(value.value)
      : value?.kind === Kind.VARIABLE
        ? variables[value.name.value]
        : undefined;
  // What is out of bounds is refused by the field itself.
  return typeof first === "number"
    ? Math.min(Math.max(first, 1), largestPageSize)
    : defaultPageSize;
}
