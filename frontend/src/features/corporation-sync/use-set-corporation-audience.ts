import { useMutation } from "@apollo/client/react";
import type { CorporationAudience } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";

const SET_CORPORATION_AUDIENCE = graphql(`
  mutation SetCorporationAudience(
    $characterId: ID!
    $audience: CorporationAudience!
  ) {
    setCorporationAudience(characterId: $characterId, audience: $audience) {
      id
      corporationSync {
        audience
      }
    }
  }
`);

/** Chooses who sees the mails of the corporation's list. */
export function useSetCorporationAudience(characterId: string) {
  const [mutate, { loading, error, reset }] = useMutation(
    SET_CORPORATION_AUDIENCE,
  );
  const setAudience = (audience: CorporationAudience): void => {
    // The failure is in `error`.
    mutate({ variables: { characterId, audience } }).catch(() => undefined);
  };
  return { setAudience, isBusy: loading, error, dismissError: reset };
}
