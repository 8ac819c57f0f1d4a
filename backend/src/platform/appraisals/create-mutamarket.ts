import { z } from "zod";
import { type Clock, UnavailableError } from "../../kernel/index.ts";
import { askJson, type AskDeps } from "./ask-json.ts";

/**
 * Where mutated modules are traded (https://mutamarket.com). A killmail does not say which module it was, only its type:
 * what all of that type are worth is all that can be asked. Its answers are known from its documentation, not from use.
 */
export interface Mutamarket {
  /** The types it appraises. */
  types(): Promise<number[]>;
  /** What it thinks those modules of a type are worth that are on contract now, ISK, as it says so. At most once a second. */
  estimates(typeId: number): Promise<unknown[]>;
}

const statistics = z.array(z.looseObject({ type_id: z.int() }));
const modules = z.array(
  z.looseObject({ estimated_value: z.unknown().optional() }),
);

export function createMutamarket(deps: AskDeps & { clock: Clock }): Mutamarket {
  async function ask<Body>(path: string, schema: z.ZodType<Body>) {
    const answer = await askJson(deps, path);
    if (answer === null) return null;
    const read = schema.safeParse(answer);
    if (read.success) return read.data;
    throw new UnavailableError(
      `Mutamarket answers ${path} with something else than it is known for`,
      { cause: read.error },
    );
  }
  return {
    async types() {
      const known = await ask("/api/estimator-statistics", statistics);
      return (known ?? []).map(({ type_id }) => type_id);
    },
    async estimates(typeId) {
      const path = `/api/modules/type/${typeId}/item-exchange/contracts-only/`;
      const found = await ask(path, modules);
      return (found ?? []).map(({ estimated_value }) => estimated_value);
    },
  };
}
