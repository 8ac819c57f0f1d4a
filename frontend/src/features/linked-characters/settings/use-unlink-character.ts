import { useMutation } from "@apollo/client/react";
import { graphql } from "../../../graphql/generated/index.ts";

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

/** Ends the link to this character; what only it could see is gone from the page as well. `onLast`: it was the account's last, so the session is over too. */
export function useUnlinkCharacter(characterId: string, onLast: () => void) {
  const [mutate, { loading, error, reset, client }] = useMutation(
    UNLINK_CHARACTER,
    { variables: { characterId } },
  );
  const unlink = (): void => {
    mutate()
      .then(({ data }) => {
        if (data?.unlinkCharacter === null) onLast();
        return client.resetStore();
      })
      // The failure is in `error`.
      .catch(() => undefined);
  };
  return { unlink, isBusy: loading, error, dismissError: reset };
}
