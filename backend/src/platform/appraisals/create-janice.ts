import { z } from "zod";
import { UnavailableError } from "../../kernel/index.ts";
import { askJson, type AskDeps } from "./ask-json.ts";

/** An appraiser by what is for sale at Jita (https://janice.e-351.com), with a key its owner gives. */
export interface Janice {
  /** What 1 to 100 types cost, those it knows: half way between buyers and sellers, the median of five days. In ISK, as it says so. At most every two seconds. */
  prices(
    typeIds: readonly number[],
  ): Promise<{ typeId: number; isk: unknown }[]>;
}

/** Jita 4-4. */
const market = 2;

const items = z.array(
  z.looseObject({
    itemType: z.looseObject({ eid: z.int() }),
    immediatePrices: z.looseObject({
      splitPrice5DayMedian: z.unknown().optional(),
    }),
  }),
);

export function createJanice(deps: AskDeps & { apiKey: string }): Janice {
  return {
    async prices(typeIds) {
      const path = `/api/rest/v2/pricer?market=${market}`;
      const answer = await askJson(deps, path, {
        method: "POST",
        headers: { "content-type": "text/plain", "x-apikey": deps.apiKey },
        body: typeIds.join("\n"),
      });
      const read = items.safeParse(answer);
      // A key it does not know is answered by an object, too.
      if (!read.success)
        throw new UnavailableError(
          "Janice answers with something else than prices: look whether JANICE_API_KEY is right.",
          { cause: read.error },
        );
      return read.data.map(({ itemType, immediatePrices }) => ({
        typeId: itemType.eid,
        isk: immediatePrices.splitPrice5DayMedian,
      }));
    },
  };
}
