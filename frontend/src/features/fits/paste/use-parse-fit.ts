import { useLazyQuery } from "@apollo/client/react";
import { graphql } from "../../../graphql/generated/index.ts";

const PARSE_FIT = graphql(`
  query ParseFit($text: String!) {
    parseFit(text: $text) {
      format
      fits {
        number
        fit {
          ...FitParts
        }
      }
      lines {
        number
        text
        fit
        fate
        places {
          section
          position
          quantity
          isCharge
          type {
            id
            name
          }
        }
        remarks {
          code
          message
        }
      }
    }
  }
`);

/** Reads a pasted text; nothing of it is kept. */
export function useParseFit() {
  const [read, { data, loading, error }] = useLazyQuery(PARSE_FIT, {
    fetchPolicy: "no-cache",
  });
  return {
    // The failure is in `error`.
    read: (text: string) =>
      void read({ variables: { text } }).catch(() => undefined),
    parsed: data?.parseFit ?? null,
    isBusy: loading,
    error: error ?? null,
  };
}
