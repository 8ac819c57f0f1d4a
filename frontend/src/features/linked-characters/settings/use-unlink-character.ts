import { useMutation } from "@apollo/client/react";
import { useNavigate } from "react-router";
import { graphql } from "../../../graphql/generated/index.ts";
import type { SettingsArrival } from "./settings-arrival.ts";

const UNLINK_CHARACTER = graphql(`
  mutation UnlinkCharacter($characterId: ID!) {
    unlinkCharacter(characterId: $characterId) {
      id
      characters {
        ...LinkedCharacterParts
      }
    }
  }
`);

/** Ends the link to this character; what only it could see is gone from the page as well. With the account's last one its session is over too, and the page says so. */
export function useUnlinkCharacter(characterId: string, name: string) {
  const navigate = useNavigate();
  const [mutate, { loading, error, reset, client }] = useMutation(
    UNLINK_CHARACTER,
    { variables: { characterId } },
  );
  const unlink = (): void => {
    mutate()
      .then(async ({ data }) => {
        if (data?.unlinkCharacter === null)
          await navigate("/settings", {
            replace: true,
            state: { lastUnlinked: name } satisfies SettingsArrival,
          });
        return client.resetStore();
      })
      // The failure is in `error`.
      .catch(() => undefined);
  };
  return { unlink, isBusy: loading, error, dismissError: reset };
}
