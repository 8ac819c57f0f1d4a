import { useMutation } from "@apollo/client/react";
import { graphql } from "../../graphql/generated/index.ts";
import { withWayBack } from "./with-way-back.ts";

const SET_CORPORATION_SYNC = graphql(`
  mutation SetCorporationSync($characterId: ID!, $enabled: Boolean!) {
    setCorporationSync(characterId: $characterId, enabled: $enabled) {
      upgradeUrl
      character {
        id
        ...CorporationPanel
      }
    }
  }
`);

/** Turns the switch; where permissions are missing the browser goes on to EVE for them. */
export function useSetCorporationSync(characterId: string) {
  const [mutate, { loading, error, reset }] = useMutation(SET_CORPORATION_SYNC);
  const setEnabled = async (enabled: boolean): Promise<boolean> => {
    try {
      const { data } = await mutate({ variables: { characterId, enabled } });
      const upgradeUrl = data?.setCorporationSync.upgradeUrl ?? null;
      if (upgradeUrl !== null) window.location.assign(withWayBack(upgradeUrl));
      return true;
    } catch {
      // The failure is in `error`.
      return false;
    }
  };
  return { setEnabled, isBusy: loading, error, dismissError: reset };
}
