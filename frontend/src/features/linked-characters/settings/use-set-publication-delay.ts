import { useMutation } from "@apollo/client/react";
import type { PublicationDelay } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";

const SET_PUBLICATION_DELAY = graphql(`
  mutation SetPublicationDelay($characterId: ID!, $delay: PublicationDelay!) {
    setPublicationDelay(characterId: $characterId, delay: $delay) {
      id
      publicationDelay
    }
  }
`);

/** Chooses when the mails of a character's list become public. */
export function useSetPublicationDelay(characterId: string) {
  const [mutate, { loading, error, reset }] = useMutation(
    SET_PUBLICATION_DELAY,
  );
  const setDelay = async (delay: PublicationDelay): Promise<boolean> => {
    try {
      await mutate({ variables: { characterId, delay } });
      return true;
    } catch {
      // The failure is in `error`.
      return false;
    }
  };
  return { setDelay, isBusy: loading, error, dismissError: reset };
}
