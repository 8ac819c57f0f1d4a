import { useMutation } from "@apollo/client/react";
import type { PublicationDelay } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";

const SET_CORPORATION_DELAY = graphql(`
  mutation SetCorporationPublicationDelay(
    $characterId: ID!
    $delay: PublicationDelay!
  ) {
    setCorporationPublicationDelay(characterId: $characterId, delay: $delay) {
      id
      corporationSync {
        publicationDelay
      }
    }
  }
`);

/** Chooses when the mails of the corporation's list become public. */
export function useSetCorporationDelay(characterId: string) {
  const [mutate, { loading, error, reset }] = useMutation(
    SET_CORPORATION_DELAY,
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
