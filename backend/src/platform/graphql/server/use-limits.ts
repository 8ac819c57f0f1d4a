import {
  getOperationAST,
  GraphQLError,
  parse,
  type DocumentNode,
  type GraphQLSchema,
  type ParseOptions,
  type Source,
} from "graphql";
import type { Plugin } from "graphql-yoga";
import { operationSize } from "./operation-size.ts";

export interface OperationLimits {
  /** Characters of a document. */
  readonly queryLength: number;
  readonly tokens: number;
  readonly depth: number;
  readonly cost: number;
}

/** The page's largest query is 8 levels deep and costs about 6,000; scripts may take a hundred mails with ten attackers each at once. */
export const defaultLimits: OperationLimits = {
  queryLength: 20_000,
  tokens: 4_000,
  depth: 14,
  cost: 60_000,
};

/** Refuses operations that are too large before anything of them runs. */
export function useLimits(limits: OperationLimits): Plugin {
  const check = (args: {
    schema: GraphQLSchema;
    document: DocumentNode;
    operationName?: string | null;
    variableValues?: Record<string, unknown> | null;
  }): GraphQLError | null => {
    const operation = getOperationAST(args.document, args.operationName);
    if (operation == null) return null;
    const size = operationSize(
      args.schema,
      args.document,
      operation,
      args.variableValues ?? {},
    );
    if (size.depth > limits.depth)
      return tooLarge(
        `This operation is ${size.depth} fields deep; ${limits.depth} are allowed.`,
      );
    if (size.cost > limits.cost)
      return tooLarge(
        `This operation can bring ${Math.round(size.cost)} fields; ${limits.cost} are allowed. Ask for smaller pages.`,
      );
    return null;
  };

  return {
    onParse: ({ params, setParseFn }) => {
      const source = params.source as string | { body: string };
      const text = typeof source === "string" ? source : source.body;
      if (text.length > limits.queryLength)
        throw tooLarge(
          `This document has ${text.length} characters; ${limits.queryLength} are allowed.`,
        );
      setParseFn((input: string | Source, options?: ParseOptions) =>
        parse(input, { ...options, maxTokens: limits.tokens }),
      );
    },
    onExecute: ({ args, setResultAndStopExecution }) => {
      const error = check(args);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      const error = check(args);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
  };
}

function tooLarge(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: "OPERATION_TOO_LARGE", http: { status: 400 } },
  });
}
