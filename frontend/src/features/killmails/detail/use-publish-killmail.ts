import { useMutation } from "@apollo/client/react";
import { graphql } from "../../../graphql/generated/index.ts";

const PUBLISH_KILLMAIL = graphql(`
  mutation PublishKillmail($id: ID!) {
    publishKillmail(id: $id) {
      id
      isPublic
      publicSince
      publicSource
    }
  }
`);

/** Makes a killmail public, for good. */
export function usePublishKillmail(id: string) {
  const [mutate, { loading, error, reset }] = useMutation(PUBLISH_KILLMAIL, {
    variables: { id },
  });
  const publish = (): void => {
    // The failure is in `error`; done, the mail in the cache is public and the button gone.
    mutate().catch(() => undefined);
  };
  return { publish, isBusy: loading, error, dismissError: reset };
}
