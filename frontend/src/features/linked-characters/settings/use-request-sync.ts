import { useMutation } from "@apollo/client/react";
import { graphql } from "../../../graphql/generated/index.ts";

const REQUEST_SYNC = graphql(`
  mutation RequestSync($characterId: ID!) {
    requestSync(characterId: $characterId) {
      ...LinkedCharacterParts
    }
  }
`);

/** Asks for a check of this character's list at once. */
export function useRequestSync(characterId: string) {
  const [mutate, { loading, error, reset }] = useMutation(REQUEST_SYNC, {
    variables: { characterId },
  });
  const requestSync = (): void => {
    // The failure is in `error`.
    mutate().catch(() => undefined);
  };
  return { requestSync, isBusy: loading, error, dismissError: reset };
}
