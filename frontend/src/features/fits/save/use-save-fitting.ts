import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { graphql } from "../../../graphql/generated/index.ts";
import { newRequestId } from "./request-id.ts";

const SAVE_FITTING = graphql(`
  mutation SaveFitting(
    $killmailId: ID!
    $characterId: ID!
    $name: String!
    $requestId: ID!
  ) {
    saveFitting(
      killmailId: $killmailId
      characterId: $characterId
      name: $name
      requestId: $requestId
    ) {
      fittingId
      leftOut
      upgradeUrl
    }
  }
`);

/** Saves a killmail's fit in the game; where EVE has to be asked for the permission first, the browser goes there and comes back. */
export function useSaveFitting(killmailId: string) {
  const [mutate, { loading, error, reset, data }] = useMutation(SAVE_FITTING);
  // One wish until it is fulfilled or refused: pressing twice saves once.
  const [requestId, setRequestId] = useState(newRequestId);
  const save = (characterId: string, name: string): void => {
    mutate({ variables: { killmailId, characterId, name, requestId } })
      .then(({ data: answer }) => {
        const url = answer?.saveFitting.upgradeUrl;
        if (url != null) {
          const back = encodeURIComponent(`/kill/${killmailId}`);
          window.location.assign(`${url}&to=${back}`);
        }
      })
      // The failure is in `error`; what is tried again is another wish.
      .catch(() => setRequestId(newRequestId()));
  };
  const saved = data?.saveFitting.fittingId == null ? null : data.saveFitting;
  return {
    save,
    saved,
    isBusy: loading,
    error,
    /** For another one. */
    startAnew: () => {
      reset();
      setRequestId(newRequestId());
    },
    dismissError: reset,
  };
}
