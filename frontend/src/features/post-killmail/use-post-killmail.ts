import { useMutation } from "@apollo/client/react";
import { graphql } from "../../graphql/generated/index.ts";

const POST_KILLMAIL = graphql(`
  mutation PostKillmail($link: String!) {
    postKillmail(link: $link) {
      id
    }
  }
`);

/** Posts the killmail a link leads to; `onPosted` gets its id. */
export function usePostKillmail(onPosted: (id: string) => void) {
  const [mutate, { loading, error, reset }] = useMutation(POST_KILLMAIL);
  const postKillmail = (link: string): void => {
    mutate({ variables: { link } })
      .then(({ data }) => {
        if (data) onPosted(data.postKillmail.id);
      })
      // The failure is in `error`.
      .catch(() => undefined);
  };
  return { postKillmail, isBusy: loading, error, dismissError: reset };
}
