import { skipToken, useQuery } from "@apollo/client/react";
import { useDebouncedValue } from "@mantine/hooks";
import { graphql } from "../../graphql/generated/index.ts";

const SEARCH = graphql(`
  query SearchEntities($text: String!) {
    searchEntities(text: $text, first: 10) {
      id
      kind
      name
      ticker
      scripts
      imageUrl(size: 64)
    }
  }
`);

/** So long nobody types any more. */
const quietMs = 200;

/** Whoever is called like the text, asked for once the typing pauses. */
export function useEntitySearch(text: string) {
  const [asked] = useDebouncedValue(text.trim(), quietMs);
  const { data, error, loading } = useQuery(
    SEARCH,
    asked === "" ? skipToken : { variables: { text: asked } },
  );
  const isWanted = text.trim() !== "";
  return {
    results: isWanted ? (data?.searchEntities ?? []) : [],
    error: isWanted ? error : undefined,
    isBusy: isWanted && (loading || asked !== text.trim()),
    /** The text the results answer. */
    asked,
  };
}
